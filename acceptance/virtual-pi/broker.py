"""Mosquitto for one round, and everything that was published on it."""
import os
import re
import socket
import subprocess
import threading
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Broker:
    """A Mosquitto of our own on a free port of loopback, with a subscriber to all topics."""

    def __init__(self, work):
        self.port = free_port()
        settings = f"{work}/mosquitto.conf"
        with open(settings, "w") as out:
            out.write(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        environment = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin"}
        with open(f"{work}/mosquitto.log", "w") as log:
            self._mosquitto = subprocess.Popen(["mosquitto", "-c", settings], env=environment,
                                               stdout=log, stderr=log)
        self._await_port()
        self._arrived = []
        self._news = threading.Condition()
        self._subscriber = subprocess.Popen(
            ["mosquitto_sub", *self._address(), "-t", "#", "-F", "%t %p"],
            stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()
        # From here on nothing is missed: the subscriber has had a message.
        self.publish("round/begin", "1", "-r")
        self.expect("round/begin", "1")

    def _address(self):
        return ["-h", "127.0.0.1", "-p", str(self.port)]

    def _await_port(self):
        end = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                if time.monotonic() > end or self._mosquitto.poll() is not None:
                    raise RuntimeError("Mosquitto does not start")
                time.sleep(0.05)

    def _listen(self):
        for line in self._subscriber.stdout:
            topic, _, payload = line.rstrip("\n").partition(" ")
            with self._news:
                self._arrived.append((topic, payload))
                self._news.notify_all()

    def publish(self, topic, payload, *options):
        subprocess.run(["mosquitto_pub", *self._address(), "-q", "1", "-t", topic,
                        *(("-m", payload) if payload else ("-n",)), *options], check=True)

    def retained(self, topic):
        """The stored payload of a topic, or None."""
        answer = subprocess.run(
            ["mosquitto_sub", *self._address(), "-t", topic, "-C", "1", "-W", "2",
             "--retained-only"], stdout=subprocess.PIPE, text=True)
        return answer.stdout.rstrip("\n") or None

    def now(self):
        """A mark: how many messages there were until now."""
        with self._news:
            return len(self._arrived)

    def since(self, mark, topic=None):
        """What came since the mark: pairs of topic and payload, or the payloads of one topic."""
        with self._news:
            new = self._arrived[mark:]
        return new if topic is None else [payload for name, payload in new if name == topic]

    def expect(self, topic, wanted, mark=0, within=60):
        """Waits for a payload of the topic after the mark; gives it.

        `wanted` is the payload itself, a number that it must equal to 0.005, a compiled pattern, or a function of it.
        """
        end = time.monotonic() + within
        with self._news:
            while True:
                for name, payload in self._arrived[mark:]:
                    if name == topic and _matches(wanted, payload):
                        return payload
                left = end - time.monotonic()
                if left <= 0:
                    last = [payload for name, payload in self._arrived if name == topic][-3:]
                    raise AssertionError(f"{topic}: {_shown(wanted)} did not come in {within} s;"
                                         f" last came {last}")
                self._news.wait(left)

    def close(self):
        for process in (self._subscriber, self._mosquitto):
            process.terminate()
            process.wait()


def _matches(wanted, payload):
    if isinstance(wanted, str):
        return payload == wanted
    if isinstance(wanted, re.Pattern):
        return wanted.search(payload) is not None
    if callable(wanted):
        return wanted(payload)
    try:
        return abs(float(payload) - wanted) < 0.005
    except ValueError:
        return False


def _shown(wanted):
    if isinstance(wanted, re.Pattern):
        return wanted.pattern
    return wanted.__name__ if callable(wanted) else repr(wanted)

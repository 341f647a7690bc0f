"""What the acceptance parts share: processes, brokers, a listener, and the count at the end.

A part is a list of functions whose names are sentences; `main` runs them and prints `N passed, M failed`.
Nothing here sleeps to wait: `until` polls with a bound.
"""

import collections
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

from proxy import Proxy

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MEETPOST = os.path.join(HOME, "meetpost")
JAR = os.path.join(HOME, "systemd", "target", "meetpost.jar")


# Whoever starts this in the background of a shell without job control has both ignored, and so would have all that we start
# (POSIX, shell command language, 2.9.3.1): keys that are pressed in a lesson would do nothing.
for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGQUIT, signal.SIG_DFL)):
    if threading.current_thread() is threading.main_thread() and signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, usual)

# Under nohup a hangup is ignored, and what we start would not reload. A handler is not inherited through exec; ours does nothing.
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda number, frame: None)


class Failure(Exception):
    """A check that did not hold, in words."""


def check(holds, text):
    if not holds:
        raise Failure(text)


def until(condition, bound, text):
    """Polls until the condition gives something true, and gives that. A bound under a minute counts as a minute, so that
    how busy the machine is decides nothing."""
    bound = max(bound, 60)
    end = time.monotonic() + bound
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise Failure(f"not within {bound} s: {text() if callable(text) else text}")
        time.sleep(0.05)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """A child whose output is kept, line by line."""

    def __init__(self, *command, env=None, cwd=None):
        self.lines = []
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      env={**os.environ, **(env or {})}, cwd=cwd)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.child.stdout:
            self.lines.append(line.decode(errors="replace").rstrip("\n"))

    @property
    def text(self):
        return "\n".join(self.lines)

    def expect(self, part, bound=30):
        """Waits for a line that contains `part`, and gives it."""
        def found():
            return next((line for line in self.lines if part in line), None)
        return until(lambda: found() or (self.child.poll() is not None and self.drained() and found()), bound,
                     lambda: f"{part!r} in the output:\n{self.text}")

    def drained(self):
        """Waits until all that an ended process printed is read."""
        self.reader.join(5)
        return True

    def send(self, number):
        self.child.send_signal(number)

    def stop(self, number=signal.SIGTERM, bound=20):
        """Ends it by signal and gives its exit status."""
        if self.child.poll() is None:
            self.child.send_signal(number)
        return self.ended(bound)

    def ended(self, bound):
        try:
            status = self.child.wait(bound)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise Failure(f"did not end within {bound} s; its output:\n{self.text}")
        self.drained()
        return status

    def kill(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()


class Mosquitto:
    """Debian's broker on a free port, that can be stopped and started again on the same one."""

    def __init__(self, directory, *settings, port=None):
        self.directory, self.settings = directory, settings or ["allow_anonymous true"]
        self.on(port or free_port())
        while not self.start() and not port:
            # Another test took it meanwhile.
            self.on(free_port())

    def on(self, port):
        self.port = port
        self.url = f"mqtt://127.0.0.1:{port}"
        self.config = os.path.join(self.directory, f"mosquitto-{port}.conf")
        with open(self.config, "w") as f:
            f.write("\n".join([f"listener {port} 127.0.0.1", *self.settings]) + "\n")

    def start(self):
        """Says whether it got its port."""
        binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        self.process = Process(binary, "-c", self.config)
        until(lambda: is_open(self.port) or self.process.child.poll() is not None and self.process.drained(), 20,
              f"something listens on {self.port}")
        ended = self.process.child.poll() is not None
        check(not ended or "Address already in use" in self.process.text, f"Mosquitto does not start:\n{self.process.text}")
        return not ended

    def stop(self, number=signal.SIGTERM):
        self.process.stop(number)


def is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def wait_for_port(port, bound=20):
    until(lambda: is_open(port), bound, f"something listens on {port}")


Message = collections.namedtuple("Message", "topic retained payload")


class Listener:
    """mosquitto_sub on everything: what arrived, in order."""

    def __init__(self, port, *options, topic="#"):
        self.port = port
        self.process = Process("mosquitto_sub", "-h", "127.0.0.1", "-p", str(port), "-t", topic, "-q", "1", "-F", "%r %t %p", *options)

    @property
    def messages(self):
        found = []
        for line in list(self.process.lines):
            parts = line.split(" ", 2)
            if len(parts) >= 2 and parts[0] in "01":
                found.append(Message(parts[1], parts[0] == "1", parts[2] if len(parts) > 2 else ""))
        return found

    def of(self, topic):
        return [m for m in self.messages if m.topic == topic]

    def last(self, topic):
        found = self.of(topic)
        return found[-1].payload if found else None

    def expect(self, topic, payload=None, bound=30, after=0):
        """Waits for a message on `topic` with that payload (or a function's word on it), beyond the first `after`."""
        def fits(m):
            return payload is None or (payload(m.payload) if callable(payload) else m.payload == payload)
        return until(lambda: next((m for m in self.of(topic)[after:] if fits(m)), None), bound,
                     lambda: f"{topic} {'' if payload is None or callable(payload) else payload}; seen last: "
                             + "; ".join(f"{m.topic} {m.payload}" for m in self.messages[-12:]))

    def ready(self, bound=20):
        """Waits until it certainly hears: until a message of our own comes back."""
        mark = f"listening/{id(self)}"

        def heard():
            # Whoever has just restarted its broker may be here before it listens.
            with contextlib.suppress(subprocess.CalledProcessError):
                publish(self.port, mark, "yes")
            return self.of(mark)
        until(heard, bound, "the listener hears its own message")

    def close(self):
        self.process.kill()


def publish(port, topic, payload, *options):
    subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(port), "-t", topic, "-q", "1", "-s" if isinstance(payload, bytes) else "-m",
                    *([] if isinstance(payload, bytes) else [payload]), *options],
                   input=payload if isinstance(payload, bytes) else None, check=True, timeout=30)


class Workplace:
    """A temporary directory, and everything to end when a test is over."""

    def __init__(self):
        self.directory = tempfile.mkdtemp(prefix="meetpost-test-")
        self.opened = []

    def keep(self, thing):
        self.opened.append(thing)
        return thing

    def file(self, name, text):
        path = os.path.join(self.directory, name)
        with open(path, "w" if isinstance(text, str) else "wb") as f:
            f.write(text)
        return path

    def mosquitto(self, *settings, port=None):
        return self.keep(Mosquitto(self.directory, *settings, port=port))

    def listener(self, port, *options, topic="#"):
        return self.keep(Listener(port, *options, topic=topic))

    def proxy(self, target):
        return self.keep(Proxy(target))

    def meetpost(self, *arguments, env=None):
        # Its dashboard would be on 8080, and tests run side by side.
        if arguments[0] == "simulate" and "--http-port" not in arguments:
            arguments = (*arguments, "--http-port", "0")
        return self.keep(Process(MEETPOST, *arguments, env=env, cwd=self.directory))

    def close(self):
        for thing in reversed(self.opened):
            try:
                if isinstance(thing, Process):
                    thing.kill()
                elif isinstance(thing, Mosquitto):
                    thing.process.kill()
                else:
                    thing.close()
            except Exception:  # the count must come, whatever a leftover does
                traceback.print_exc()
        shutil.rmtree(self.directory, ignore_errors=True)


def main(tests, together=()):
    """Runs the tests (or those named on the command line) and ends the process.

    Those in `together` mostly wait: they run side by side, before the others.
    """
    wanted = set(sys.argv[1:])
    outcomes = []

    def take(test):
        if wanted and test.__name__ not in wanted:
            return
        began = time.monotonic()
        place = Workplace()
        said = ""
        try:
            test(place)
        except Exception as problem:  # a test may fail in any way; each is counted
            said = str(problem) if isinstance(problem, Failure) else traceback.format_exc()
        finally:
            place.close()
        outcomes.append(not said)
        print((said + "\n" if said else "") + f"{'FAIL' if said else 'ok  '} {test.__name__.replace('_', ' ')} "
              f"({time.monotonic() - began:.1f} s)", flush=True)

    print(f"{len([test for test in [*together, *tests] if not wanted or test.__name__ in wanted])} tests", flush=True)
    # Builds, if it has to, before anything runs side by side.
    subprocess.run([MEETPOST, "--version"], check=True, stdout=subprocess.DEVNULL)
    threads = [threading.Thread(target=take, args=(test,)) for test in together]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for test in tests:
        take(test)
    passed = sum(outcomes)
    failed = len(outcomes) - passed
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(0 if failed == 0 and passed > 0 else 1)


def numbers(text):
    """The JSON of a payload."""
    return json.loads(text)

"""One agent on a simulated board, one broker, the line between them, and everything that can be done to them."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import MEETPOST, Listener, Process, check, free_port, publish, until, wait_for_port  # noqa: E402
from ledger import Ledger, Line, Run, reading  # noqa: E402

FLUSH = 4
KEEP_ALIVE = 5
BROKER_LOSS = 8
SENSORS = ("temperatuur", "kas", "kast")
PINS = {"pomp": "17", "klep": "22", "ongemoeid": "23"}
STATUS = "apparaten/kelder/status"

SETTINGS = f"""
device: {{{{id: kelder}}}}
mqtt: {{{{url: "{{url}}", keep-alive: {KEEP_ALIVE}s}}}}
sensors:
  temperatuur: {{{{part: "maxim,ds18b20", every: 1s, json: true}}}}
  kas: {{{{part: "bosch,bme280", address: 0x76, every: 1s, json: true}}}}
  kast: {{{{part: "ti,tmp102", address: 0x48, every: 1s, json: true}}}}
actuators:
  pomp: {{{{gpio: {PINS['pomp']}}}}}
  klep: {{{{gpio: {PINS['klep']}, on-broker-loss: {{{{after: {BROKER_LOSS}s, state: off}}}}}}}}
  ongemoeid: {{{{gpio: {PINS['ongemoeid']}}}}}
outbox: {{{{memory: 200, disk: 1MB, flush: {FLUSH}s}}}}
"""

READING = re.compile(r"\d\d:\d\d:\d\d  (temperatuur|kas|kast) +-?\d")
MOVE = re.compile(r"\d\d:\d\d:\d\d (pomp|klep|ongemoeid): (ON|OFF) \(")
DROPS = re.compile(r"outbox: (?:.*: )?(\d+) (?:so far|readings were dropped)")


class Agent(Process):
    """The packaged program; each reading that it prints is noted with the time at which it came."""

    def __init__(self, run, *command, **more):
        self.run = run
        self.moves = {name: 0 for name in PINS}
        self.connected = []
        super().__init__(*command, **more)

    def _read(self):
        for raw in self.child.stdout:
            line = raw.decode(errors="replace").rstrip("\n")
            reading = READING.match(line)
            move = MOVE.match(line)
            if reading:
                self.run.measured[reading.group(1)].append(time.time())
                continue
            if move:
                self.moves[move.group(1)] += 1
            if " connected to " in line:
                self.connected.append(time.monotonic())
            self.lines.append(line)

    @property
    def dropped(self):
        found = [int(m.group(1)) for m in map(DROPS.search, self.lines) if m]
        return found[-1] if found else 0


class Broker:
    """Mosquitto, with or without persistence, or our own; on one port for good."""

    def __init__(self, place, kind):
        self.place, self.kind = place, kind
        self.port = free_port()
        self.process = None
        if kind == "meetpost":
            self.config = place.file("broker.yaml", f"broker:\n  listeners: [\"mqtt://127.0.0.1:{self.port}\"]\n"
                                                    f"  data: {place.directory}/broker\n")
        else:
            data = os.path.join(place.directory, "mosquitto")
            os.mkdir(data)
            persistence = f"persistence true\npersistence_location {data}/\n" if kind == "mosquitto, persistent" else ""
            user = "user root\n" if os.geteuid() == 0 else ""
            self.config = place.file("mosquitto.conf", f"listener {self.port} 127.0.0.1\nallow_anonymous true\n{user}{persistence}")
        self.start()

    def start(self):
        if self.kind == "meetpost":
            self.process = self.place.meetpost("broker", "--config", self.config)
        else:
            self.process = self.place.keep(Process(shutil.which("mosquitto") or "/usr/sbin/mosquitto", "-c", self.config))
        wait_for_port(self.port, 60)

    def ask(self, topic):
        """The retained message of a topic, as somebody who comes now sees it."""
        done = subprocess.run(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.port), "-t", topic, "-C", "1", "-W", "3"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return done.stdout.strip()

    def order(self, name, state, number, *options):
        """Sends a command until it is answered, and gives the answer: with one id it is executed once."""
        seen = self.place.keep(Listener(self.port))
        command = json.dumps({"state": state, "id": str(number)})

        def answer():
            publish(self.port, f"actuatoren/{name}/set", command, *options)
            pass_by(0.3)
            answers = [json.loads(m.payload) for m in seen.of(f"actuatoren/{name}/result")]
            return [each for each in answers if each.get("id") == str(number) and each.get("reason") != "retained"]
        try:
            seen.ready()
            return until(answer, 15, f"an answer of {name} to {command}")[0]
        finally:
            seen.close()


class World:
    """A place with an agent in it. Used by one thread."""

    def __init__(self, place, kind, seed):
        self.place, self.seed = place, seed
        self.broker = Broker(place, kind)
        self.orders = 0
        self.ledger = Ledger()
        self.line = place.keep(Line(self.broker.port, self.ledger))
        self.config = place.file("agent.yaml", SETTINGS.format(url=self.line.url))
        self.state = os.path.join(place.directory, "state")
        os.mkdir(self.state)
        self.disk = self._mount()
        self.full_since = None
        self.runs = []
        self.agent = None
        self.said = []
        self.dropped = 0
        self.deaths = 0
        # What our broker has acknowledged for a persistent session survives its kill -9; Mosquitto keeps less.
        self.watcher = place.keep(Watcher(self.broker)) if kind == "meetpost" else None
        self.start()

    def _mount(self):
        """A small disk of its own for the state, where this user may mount one."""
        if os.geteuid() != 0:
            return False
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", self.state], stderr=subprocess.DEVNULL, check=False)
        return done.returncode == 0

    def close(self):
        if self.disk:
            subprocess.run(["umount", "-l", self.state], check=False)

    def start(self):
        if self.deaths == 4:
            # After the fifth outputs stay at at-crash for ten minutes, as they should: here the card is another one then.
            with contextlib.suppress(FileNotFoundError):
                os.remove(os.path.join(self.state, "outputs"))
            self.deaths = 0
        self.http = free_port()
        run = Run(len(self.runs))
        self.runs.append(run)
        self.agent = self.place.keep(Agent(
            run, MEETPOST, "simulate", "--config", self.config, "--device", "kelder", "--broker", self.line.url,
            "--state", self.state, "--http-port", str(self.http), "--seed", str(self.seed), cwd=self.place.directory))

    def _over(self):
        self.agent.drained()
        self.dropped += self.agent.dropped
        self.said += self.agent.lines

    def kill(self):
        """kill -9: what waited for longer than `flush` is on disk, unless something kept the disk from it."""
        kept_from = min(time.time(), self.full_since or time.time()) - FLUSH - 1
        self.agent.kill()
        self.deaths += 1
        self.runs[-1].kept_from = kept_from
        self._over()

    def stop(self):
        """In order: what waits is written then, if there is room."""
        status = self.agent.stop(signal.SIGTERM, 15)
        self.runs[-1].kept_from = self.full_since and self.full_since - FLUSH - 1
        self._over()
        return status

    def board(self):
        """What the workbench says of chips and pins."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/simulator", timeout=10) as answer:
            return json.load(answer)

    def pin(self, name):
        pin = self.board()["pins"][PINS[name]]
        return pin["level"] == "high", pin["changes"]

    def pull(self, sensor, off):
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}/simulator/chips/{sensor}/faults/off",
                                         method="PUT" if off else "DELETE", data=b"" if off else None)
        urllib.request.urlopen(request, timeout=10).close()

    def fill(self):
        """Fills the disk to the last byte."""
        self.full_since = self.full_since or time.time()
        with open(os.path.join(self.state, "ballast"), "ab", buffering=0) as f:
            try:
                while True:
                    f.write(b"x" * 4096)
            except OSError:
                pass

    def empty(self):
        """There is room again; the agent sees that within `flush`."""
        os.remove(os.path.join(self.state, "ballast"))
        later = time.monotonic() + FLUSH + 1
        until(lambda: time.monotonic() > later, FLUSH + 5, "the agent tries the disk again")
        self.full_since = None

    def order(self, name, state, *options):
        self.orders += 1
        return self.broker.order(name, state, self.orders, *options)

    def settled(self, bound=75):
        """Everybody is there: whoever comes now sees the agent online, and a reading has arrived since."""
        before = len(self.ledger.acknowledged)

        def well():
            check(self.agent.child.poll() is None, f"the agent has ended:\n{self.agent.text}")
            return len(self.ledger.acknowledged) > before and self.broker.ask(STATUS) == "online"
        until(well, bound, lambda: "online; the agent's last words:\n" + "\n".join(self.agent.lines[-15:]))


class Watcher:
    """Somebody with a persistent session, who misses nothing that the broker has acknowledged."""

    def __init__(self, broker):
        self.process = Process("mosquitto_sub", "-h", "127.0.0.1", "-p", str(broker.port), "-c", "-i", "watcher", "-q", "1",
                               "-k", "10", "-t", "sensoren/#", "-t", "watching", "-F", "%t %p")

        def ready():
            publish(broker.port, "watching", "yes")
            return "watching yes" in self.process.lines
        until(ready, 20, "the watcher hears")

    def seen(self):
        found = (reading(*line.partition(" ")[::2]) for line in list(self.process.lines))
        return {each[1:] for each in found if each}

    def close(self):
        self.process.kill()


def pass_by(seconds):
    """Lets time pass: how long something is away is what is tested."""
    threading.Event().wait(seconds)

"""The terminals of a lesson: commands are typed, keys are pressed, and what is printed is compared with what is shown."""

import contextlib
import glob
import os
import re
import signal
import subprocess

from harness import HOME, Process, check, free_port, until
from transcript import ANYTHING, Key, Saved, Shown, Typed, pattern

DOCUMENTED_PORTS = ("1883", "9001", "8080", "8081", "8883")
SIGNALS = {"^C": signal.SIGINT, "^\\": signal.SIGQUIT, "^Z": signal.SIGSTOP}
# What a shell itself does with the command that was frozen.
JOB_CONTROL = {"fg": signal.SIGCONT, "kill -9 %1": signal.SIGKILL}
CLIENT = re.compile(r"\bmosquitto_(sub|pub)\b")
# What `mosquitto_sub -d` says beside the messages; it tells us when the subscription is made.
ASIDE = re.compile(r"Client \S+ (sending|received) |Subscribed \(mid: ")
BOUND = 40


class Room:
    """The terminals of one lesson, in a directory that looks like the checkout."""

    def __init__(self, place):
        self.place = place
        self.directory = os.path.join(place.directory, "meetpost")
        self.ports = {port: str(free_port()) for port in DOCUMENTED_PORTS}
        self.terminals = {}
        os.mkdir(self.directory)
        for name in ("meetpost", "config", "docs"):
            os.symlink(os.path.join(HOME, name), os.path.join(self.directory, name))

    def play(self, steps):
        """Does everything in order; the last step of each terminal may leave its command running."""
        for number, step in enumerate(steps):
            if isinstance(step, Saved):
                self.save(step)
                continue
            terminal = self.terminals.setdefault(step.terminal, Terminal(self, step.terminal))
            if isinstance(step, Typed):
                following = steps[number + 1] if number + 1 < len(steps) else None
                terminal.type(step.text, silent=not (isinstance(following, (Shown, Key)) and following.terminal == step.terminal))
            elif isinstance(step, Key):
                terminal.press(step.key)
            else:
                terminal.expect(step.line)
        for terminal in self.terminals.values():
            if terminal.process.child.poll() is not None:
                terminal.nothing_more()

    def save(self, step):
        path = os.path.join(self.directory, step.name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(self.here(step.text))
        return path

    def here(self, text):
        """With ports that are free, and without a name that a bare system cannot resolve."""
        for documented in DOCUMENTED_PORTS:
            text = re.sub(rf"(?<!\d){documented}(?!\d)", self.ports[documented], text)
        return text.replace("localhost", "127.0.0.1")

    def close(self):
        for terminal in self.terminals.values():
            terminal.signal(signal.SIGKILL)


class Terminal:
    """One command at a time, in a process group of its own as in a shell."""

    def __init__(self, room, number):
        self.room = room
        self.number = number
        self.process = None

    def type(self, command, silent):
        """A command that shows nothing has to end, or to be subscribed, before the lesson goes on."""
        if command in JOB_CONTROL:
            self.signal(JOB_CONTROL[command])
            return
        if self.process:
            self.process.ended(BOUND)
            self.nothing_more()
        self.command, self.read, self.skipping = command, 0, False
        self.listens = command.startswith("mosquitto_sub") and " -d" not in command
        path = os.pathsep.join(["/usr/bin", "/bin", "/usr/sbin", os.environ["PATH"]])
        self.process = self.room.place.keep(Process("setsid", "sh", "-c", self.room.here(self._runnable()),
                                                    cwd=self.room.directory, env={"PATH": path, "PYTHONUNBUFFERED": "1"}))
        if self.listens:
            until(lambda: "Subscribed (mid: " in self.process.text or self.process.child.poll() is not None, BOUND,
                  lambda: self._said("to be subscribed"))
        elif silent:
            self.process.ended(BOUND)
            self.nothing_more()

    def _runnable(self):
        command = self.command
        if command.startswith("./meetpost simulate"):
            command += "" if "--broker" in command else " --port 1883 --ws-port 9001"
            command += "" if "--http-port" in command else " --http-port 8080"
        if command == "./meetpost broker":
            command += " --port 1883"
        if self.listens:
            command += " -d"
        if " -p " not in command:
            command = CLIENT.sub(r"\g<0> -p 1883", command)
        if " -h " not in command:
            command = CLIENT.sub(r"\g<0> -h localhost", command)
        return CLIENT.sub(r"stdbuf -oL \g<0>", command)

    @property
    def lines(self):
        return [line.rstrip("\r") for line in list(self.process.lines) if not (self.listens and ASIDE.match(line))]

    def expect(self, line):
        if line == ANYTHING:
            self.skipping = True
            return
        wanted = pattern(self.room.here(line))

        def found():
            ended = self.process.child.poll() is not None and self.process.drained()
            unread = self.lines[self.read:]
            for distance, candidate in enumerate(unread if self.skipping else unread[:1]):
                if wanted.fullmatch(candidate):
                    return self.read + distance + 1
            check(not ended and (self.skipping or not unread), self._said(repr(line)))
            return None
        self.read = until(found, BOUND, lambda: self._said(repr(line)))
        self.skipping = False

    def press(self, key):
        if self.listens:
            # Its handler of signals takes the locks under which it prints: one that comes then stops it for ever.
            until(self.sleeps, BOUND, lambda: self._said("to wait for messages"))
        self.signal(SIGNALS[key])
        if key == "^Z":
            return
        if key == "^C" and self.listens:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.child.wait(10)
            # It has said goodbye, and stands in its own locks (Mosquitto 2.0.11).
            if self.process.child.poll() is None and "sending DISCONNECT" in self.process.text:
                self.signal(signal.SIGKILL)
        self.process.ended(BOUND)

    def sleeps(self):
        """Whether nothing of the command is at work now (proc(5), stat: state and process group)."""
        states = []
        for path in glob.glob("/proc/[0-9]*/stat"):
            with contextlib.suppress(OSError), open(path) as f:
                state, _, group = f.read().rpartition(")")[2].split()[:3]
                if int(group) == self.process.child.pid:
                    states.append(state)
        return all(state in "STZ" for state in states)

    def signal(self, number):
        """To the command and all that it started, which may outlive it."""
        if self.process:
            try:
                os.killpg(self.process.child.pid, number)
            except ProcessLookupError:
                return

    def nothing_more(self):
        left = self.lines[self.read:]
        check(self.skipping or not left, f"terminal {self.number} printed more than the lesson shows for {self.command}:\n" + "\n".join(left))

    def _said(self, expected):
        lines = self.lines
        return "\n".join([f"terminal {self.number}, {self.command}: expected {expected}; read before:", *lines[:self.read], "and then:", *lines[self.read:]])

"""What `./verify` runs, once what it needs is installed: the modules' tests, then the parts of acceptance/, two at a time.

What is not green yet stands in .cache/verify/red from the first moment: `--again` takes that and nothing else, also after an
abort. The last line is "N passed, M failed"; the exit status is 0 only if all passed.
"""

import argparse
import glob
import os
import re
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from modules import Modules  # noqa: E402
from touched import Touched, base, changed, sources  # noqa: E402

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CACHE = os.path.join(HOME, ".cache", "verify")
RED = os.path.join(CACHE, "red")

# They boot machines and tell a story on them; they run beside the rest, which mostly waits.
MACHINES = ("virtual-pi", "service", "board")
LONG = ("board", "coverage", "fuzz", "mutants", "suites")
PARTS = sorted(os.path.basename(os.path.dirname(run)) for run in glob.glob(os.path.join(HOME, "acceptance", "*", "run")))
HEARTBEAT_SECONDS = 60

# Rounds of kill -9 that the broker must survive; steps of the outputs against their specification; texts for the readers.
OFTEN = {
    "quick": [],
    "normal": ["-Dmeetpost.kill.rounds=100"],
    "all": ["-Pcoverage", "-Dmeetpost.kill.rounds=1000", "-Dmeetpost.damage.rounds=1000", "-Dmeetpost.model.steps=10000000",
            "-Dmeetpost.fuzz.inputs=5000000"],
}

speaking = threading.Lock()


def say(text):
    with speaking:
        print(f"verify: {text}", flush=True)


class Children:
    """Processes of ours. They hear SIGINT and SIGHUP also where we were started without (nohup, a script's background)."""

    def __init__(self):
        self.running = []

    def start(self, command, **options):
        def listen():
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        child = subprocess.Popen(command, preexec_fn=listen, start_new_session=True, stdin=subprocess.DEVNULL, **options)
        self.running.append(child)
        return child

    def stop(self):
        for child in self.running:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)


class Red:
    """What is not green yet, one thing a line: `modules MODULE [CLASS]`, `part NAME [TEST]`."""

    def __init__(self, size):
        self.size, self.lines, self.lock = size, [], threading.Lock()

    @staticmethod
    def last():
        if not os.path.exists(RED):
            return None
        with open(RED, encoding="utf-8") as f:
            first, *lines = f.read().splitlines()
        red = Red(first.split()[1])
        red.lines = lines
        return red

    def put(self, begins, lines):
        """Puts the lines in place of those that begin so."""
        with self.lock:
            self.lines = [line for line in self.lines if not f"{line} ".startswith(begins + " ")] + lines
            os.makedirs(CACHE, exist_ok=True)
            with open(RED + ".new", "w", encoding="utf-8") as f:
                f.write("\n".join([f"size {self.size}", *self.lines]) + "\n")
            os.replace(RED + ".new", RED)


class Part:
    """A part of acceptance/: its last line is "N passed, M failed"."""

    def __init__(self, name, tests):
        self.name, self.tests, self.began = name, tests, None
        self.log = os.path.join(CACHE, f"{name}.log")

    def run(self, children, size):
        self.began = time.monotonic()
        say(f"{self.name}: begins" + (f", again: {' '.join(self.tests)}" if self.tests else ""))
        with open(self.log, "w", encoding="utf-8") as log:
            child = children.start([os.path.join(HOME, "acceptance", self.name, "run"), *self.tests], cwd=HOME, stdout=log,
                                   stderr=subprocess.STDOUT, env={**os.environ, "MEETPOST_VERIFY": size})
            status = child.wait()
        lines = self.lines()
        last = re.fullmatch(r"(\d+) passed, (\d+) failed", lines[-1] if lines else "")
        good, bad = (int(last.group(1)), int(last.group(2))) if last else (0, 1)
        if status != 0 and bad == 0:
            bad = 1
        for line in lines:
            if line.startswith("not tested"):
                say(f"{self.name}: {line}")
        if bad:
            with speaking:
                print("\n".join(lines[-60:]), flush=True)
        say(f"{self.name}: ends, {good} passed, {bad} failed, {time.monotonic() - self.began:.0f} s")
        self.began = None
        return good, bad, self.red(lines) if bad else []

    def lines(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read().splitlines()

    def red(self, lines):
        """The tests that failed, where its log names them as the harness does; else, and for a story, the whole part."""
        if self.name in MACHINES:
            return [f"part {self.name}"]
        names = [match.group(1).replace(" ", "_") for match in (re.match(r"FAIL (.*) \(\d+\.\d s\)$", line) for line in lines) if match]
        return [f"part {self.name} {name}" for name in names] or [f"part {self.name}"]

    def far(self):
        done = sum(line.startswith(("ok  ", "FAIL ")) for line in self.lines())
        of = next((match.group(1) for match in (re.fullmatch(r"(\d+) tests", line) for line in self.lines()) if match), None)
        return f"{self.name} {done}{f' of {of}' if of else ''}, {time.monotonic() - self.began:.0f} s"


class Suite:
    def __init__(self, size, children):
        self.size, self.children, self.red = size, children, Red(size)
        self.passed = self.failed = 0
        self.counting = threading.Lock()
        self.modules = Modules(HOME, os.path.join(CACHE, "modules.log"), say, children)

    def plan(self, modules, parts):
        """Notes what is to be done before anything is done. `modules`: lines; `parts`: names with their tests."""
        self.parts = [Part(name, tests) for name, tests in parts.items()]
        self.red.lines = []
        self.red.put("modules", modules + [f"part {name} {test}".rstrip() for name, tests in parts.items() for test in tests or [""]])

    def count(self, begins, passed, failed, red):
        with self.counting:
            self.passed += passed
            self.failed += failed
        self.red.put(begins, red)

    def run_modules(self, wanted, gates=None, goal="verify"):
        options = OFTEN[self.size]
        began = time.monotonic()
        say("modules: begins, log in .cache/verify/modules.log")
        passed, failed, red = self.modules.run(wanted, options, gates, goal)
        say(f"modules: ends, {passed} passed, {failed} failed, {time.monotonic() - began:.0f} s")
        self.count("modules", passed, failed, red)

    def run_parts(self):
        if not self.parts:
            return
        if not os.path.exists(os.path.join(HOME, "systemd/target/meetpost.jar")):
            self.children.start([os.path.join(HOME, "meetpost"), "--version"], stdout=subprocess.DEVNULL).wait()
        lanes = [threading.Thread(target=self._lane, args=([part for part in self.parts if (part.name in MACHINES) == machines],), daemon=True)
                 for machines in (True, False)]
        for lane in lanes:
            lane.start()
        spoken = time.monotonic()
        while any(lane.is_alive() for lane in lanes):
            lanes[0].join(1)
            lanes[1].join(1)
            if time.monotonic() - spoken >= HEARTBEAT_SECONDS:
                spoken = time.monotonic()
                say("so far: " + "; ".join(part.far() for part in self.parts if part.began))

    def _lane(self, parts):
        for part in parts:
            good, bad, red = part.run(self.children, self.size)
            self.count(f"part {part.name}", good, bad, red)


def options(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default="normal", choices=list(OFTEN))
    parser.add_argument("--only")
    parser.add_argument("--base")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--parts", action="store_true", help="print the parts that would run, and end")
    return parser.parse_args(arguments)


def chosen(given, names):
    """What the options ask for: (size, lines or sources of modules or None, gates, parts with their tests)."""
    if given.again:
        last = Red.last()
        if last is None or not last.lines:
            raise ValueError("--again: the last run left nothing red")
        parts = {}
        for line in last.lines:
            kind, name, *test = line.split()
            if kind == "part":
                parts.setdefault(name, []).extend(test)
        wanted = [source for source in sources(HOME, names)
                  if any(f"modules {source.module} {source.type} ".startswith(line + " ") for line in last.lines)]
        return last.size, wanted, {line.split()[1] for line in last.lines if re.fullmatch(r"modules \S+", line)}, parts
    if given.only:
        if given.only != "modules" and given.only not in PARTS:
            raise ValueError(f"--only {given.only}: no such part; expected one of: modules {' '.join(PARTS)}")
        return given.size, None if given.only == "modules" else [], None, {given.only: []} if given.only in PARTS else {}
    if given.size != "quick":
        return given.size, None, None, {name: [] for name in PARTS if given.size == "all" or name not in LONG}
    paths = changed(HOME, given.base or base(HOME))
    if not paths:
        return "quick", None, set(), {}
    touched = Touched(HOME, names, PARTS, paths)
    return "quick", list(touched.tests), touched.modules, {name: [] for name in sorted(touched.parts)}


def main(arguments, children):
    os.makedirs(CACHE, exist_ok=True)
    given = options(arguments)
    began = time.monotonic()
    suite = Suite(given.size, children)
    try:
        size, wanted, gates, parts = chosen(given, suite.modules.names)
    except ValueError as problem:
        print(f"verify: {problem}", file=sys.stderr)
        return 2
    if given.parts:
        print(" ".join(parts))
        return 0
    suite.size = suite.red.size = size
    lines = [f"modules {name}" for name in suite.modules.names] if wanted is None else \
        sorted(f"modules {source.module} {source.type}" for source in wanted)
    suite.plan(lines, parts)
    if wanted is None or wanted:
        if wanted is not None:
            say(f"{len(wanted)} test classes of the modules, parts: {' '.join(parts) or 'none'}")
        suite.run_modules(wanted, gates, "verify" if gates is None else "test")
    suite.run_parts()
    say(f"took {time.monotonic() - began:.0f} s" + ("; ./verify --again takes what was red" if suite.failed else ""))
    print(f"{suite.passed} passed, {suite.failed} failed", flush=True)
    return 0 if suite.failed == 0 and suite.passed > 0 else 1


def interrupted(number, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupted)
    kept = Children()
    try:
        sys.exit(main(sys.argv[1:], kept))
    except KeyboardInterrupt:
        kept.stop()
        say("interrupted; ./verify --again takes what was not green yet")
        sys.exit(130)

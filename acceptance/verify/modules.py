"""The modules' tests with Maven: what it says while it runs, and an honest count afterwards.

No module hides another: tests that fail do not stop Maven; a module that misses a gate (its format, a warning) is taken once
more without the gates, together with those that waited for it; what a JVM that died took along is taken again. A test class
that left no report counts as failed.
"""

import glob
import os
import re
import subprocess
import time
import xml.etree.ElementTree as ElementTree

from touched import sources

MODULE = re.compile(r"-< meetpost:([\w-]+) >-")
RAN = re.compile(r"Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+), Time elapsed: .* -- in (\S+)")
PROGRESS_SECONDS = 30


class Modules:
    def __init__(self, home, log, say, children):
        self.home, self.log, self.say, self.children = home, log, say, children
        with open(os.path.join(home, "pom.xml"), encoding="utf-8") as f:
            self.names = re.findall(r"<module>([\w-]+)</module>", f.read())
        self.titles = {}
        for name in self.names:
            with open(os.path.join(home, name, "pom.xml"), encoding="utf-8") as f:
                self.titles[re.search(r"<name>(.*?)</name>", f.read()).group(1)] = name

    def run(self, wanted, options, gates=None, goal="verify"):
        """Runs the tests `wanted` (sources), or all where it is None; gives (passed, failed, lines for the list of what is red).

        `gates`: modules that are compiled anew with every gate while the others are not, or None: all are.
        """
        expected = {name: [] for name in self.names}
        for source in sources(self.home, self.names) if wanted is None else wanted:
            if source.test:
                expected[source.module].append(source.type)
        for report in glob.glob(os.path.join(self.home, "*/target/surefire-reports")):
            subprocess.run(["rm", "-rf", report], check=True)
        with open(self.log, "w", encoding="utf-8"):
            pass
        missed = set()
        if gates is None:
            # Classes that `meetpost` compiled without the gates would pass for up to date.
            self._forget(self.names)
        else:
            if gates:
                self._forget(gates)
                missed = self._maven(["-DskipTests", "-pl", ",".join(sorted(gates)), "-am", "test-compile"], {}).failed
            options = ["-Dquick", *options]
        end = self._maven([*options, *(self._chosen(expected) if wanted is not None else []), goal], expected)
        missed |= end.failed
        behind = end.failed | end.skipped
        if behind and (gates is None or end.died):
            self.say(f"modules: tests go on without the gates in {' '.join(sorted(behind))}")
            rest = {name: expected[name] if name in behind else [] for name in self.names}
            end.died |= self._maven(["-Dquick", *options, *self._chosen(rest), goal], rest).died
        if end.died:
            lost = {name: self._lost(name, expected[name]) if name in end.died else [] for name in self.names}
            if any(lost.values()):
                self.say("modules: a JVM died; what it took along is taken again, each class in a JVM of its own")
                self._maven(["-Dquick", *options, "-DreuseForks=false", *self._chosen(lost), "test"], lost)
        return self._count(expected, missed, end.died)

    def _chosen(self, expected):
        names = [name for name, types in expected.items() if types]
        return ["-pl", ",".join(names), "-am", "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dtest=" + ",".join(each for types in expected.values() for each in types)]

    def _forget(self, names):
        for name in names:
            subprocess.run(["rm", "-rf", *(os.path.join(self.home, name, "target", part)
                                           for part in ("classes", "test-classes", "maven-status"))], check=True)

    def _maven(self, arguments, expected):
        """Runs Maven and says what it does; gives how modules ended."""
        command = ["mvn", "-B", "-ntp", "-fae", "-Dmaven.test.failure.ignore", *arguments]
        watch = Watch(expected, self.say)
        child = self.children.start(command, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        end, wrong = End(), []
        with open(self.log, "a", encoding="utf-8") as log:
            for line in child.stdout:
                log.write(line)
                watch.line(line)
                end.line(line, self.titles)
                if re.match(r"\[ERROR\] .*(\.java|Failed to execute goal)", line) and "<<<" not in line:
                    wrong.append(line.rstrip())
        watch.end()
        if child.wait() != 0 and not end.failed | end.died:
            end.failed.add(self.names[0])
        if end.failed | end.died:
            for line in wrong[:20]:
                self.say(line)
        return end

    def _reported(self, module):
        return {os.path.basename(path)[len("TEST-"):-len(".xml")]: path
                for path in glob.glob(os.path.join(self.home, module, "target/surefire-reports/TEST-*.xml"))}

    def _lost(self, module, types):
        reported = self._reported(module)
        return [each for each in types if each not in reported]

    def _count(self, expected, missed, died):
        passed, failed, red = 0, 0, []
        for module, types in expected.items():
            reported = self._reported(module)
            for name, path in sorted(reported.items()):
                good, bad = counted(path)
                passed, failed = passed + good, failed + bad
                if bad:
                    red.append(f"modules {module} {name}")
            lost = self._lost(module, types)
            if types and not reported and module not in died:
                self.say(f"{module}: did not run: FAILED")
                failed += 1
                red.append(f"modules {module}")
                continue
            for each in lost:
                self.say(f"{module}: {each} did not end: FAILED")
                failed += 1
                red.append(f"modules {module} {each}")
            if module in missed:
                self.say(f"{module}: does not pass the gates: FAILED")
                failed += 1
                red.append(f"modules {module}")
        return passed, failed, red


def counted(path):
    """Passed and failed of a report; what was left out counts as failed."""
    try:
        suite = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return 0, 1
    tests, bad = int(suite.get("tests")), sum(int(suite.get(each)) for each in ("errors", "failures", "skipped"))
    return tests - bad, bad


class End:
    """How modules ended in a run of Maven: `failed` by a gate or the compiler, `died` with their JVM, `skipped` behind those."""

    def __init__(self):
        self.failed, self.died, self.skipped = set(), set(), set()

    def line(self, line, titles):
        goal = re.match(r"\[ERROR\] Failed to execute goal (\S+) .*on project ([\w-]+)", line)
        if goal and goal.group(2) in titles.values():
            (self.died if "surefire" in goal.group(1) else self.failed).add(goal.group(2))
        summary = re.match(r"\[INFO\] (.*?) \.+ ?SKIPPED", line)
        if summary and summary.group(1) in titles:
            self.skipped.add(titles[summary.group(1)])


class Watch:
    """Says what Maven does: which module, how far, what went red."""

    def __init__(self, expected, say):
        self.expected, self.say = expected, say
        self.module = None

    def line(self, line):
        begins = MODULE.search(line)
        if begins or "Reactor Summary" in line:
            self.end()
            if begins and self.expected.get(begins.group(1)):
                self._begin(begins.group(1))
        ran = RAN.search(line)
        if ran and self.module:
            self._ran(*ran.groups())

    def _begin(self, module):
        self.module, self.classes, self.passed, self.failed = module, 0, 0, 0
        self.began = self.spoken = time.monotonic()
        self.say(f"{module}: begins, {len(self.expected[module])} test classes")

    def _ran(self, tests, failures, errors, skipped, name):
        bad = int(failures) + int(errors) + int(skipped)
        self.classes += 1
        self.passed += int(tests) - bad
        self.failed += bad
        if bad:
            self.say(f"{self.module}: {name}: {bad} of {tests} FAILED")
        if time.monotonic() - self.spoken >= PROGRESS_SECONDS:
            self.spoken = time.monotonic()
            self.say(f"{self.module}: {self.classes} of {len(self.expected[self.module])} classes, {self._sums()}")

    def _sums(self):
        return f"{self.passed} passed, {self.failed} failed, {time.monotonic() - self.began:.0f} s"

    def end(self):
        if self.module:
            self.say(f"{self.module}: ends, {self._sums()}")
        self.module = None

"""Which tests a change touches, by the names of classes in the sources: for `verify --quick`.

A test is touched by a class that it names, by one that such a class names, and by every class of its own package. What is
further away only the whole suite finds.
"""

import os
import re
import subprocess

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
WORD = re.compile(r"[A-Za-z_]\w*")

# They read the whole house, its pages and its lists.
ALWAYS = ("HouseRulesTest", "ArchitectureTest", "PromisesTest")


class Source:
    """A Java file of a module."""

    def __init__(self, home, path):
        self.path = path
        self.module, _, self.kind = path.split("/")[:3]
        self.package = os.path.dirname(path).split("/java/", 1)[1].replace("/", ".")
        self.name = os.path.basename(path)[:-len(".java")]
        with open(os.path.join(home, path), encoding="utf-8") as f:
            self.text = f.read()
        self.words = set(WORD.findall(COMMENT.sub(" ", self.text)))

    @property
    def test(self):
        return self.kind == "test" and self.name.endswith("Test") and not re.search(rf"\babstract class {self.name}\b", self.text)

    @property
    def type(self):
        return f"{self.package}.{self.name}"


def sources(home, modules):
    found = []
    for module in modules:
        for kind in ("main", "test"):
            for directory, _, files in os.walk(os.path.join(home, module, "src", kind, "java")):
                found += [Source(home, os.path.relpath(os.path.join(directory, file), home)) for file in sorted(files)
                          if file.endswith(".java") and file != "package-info.java"]
    return found


def base(home):
    """Where this work left what everybody has: origin's main, or the local one."""
    for name in ("origin/main", "main"):
        said = subprocess.run(["git", "merge-base", "HEAD", name], cwd=home, capture_output=True, text=True)
        if said.returncode == 0:
            return said.stdout.strip()
    return "HEAD"


def changed(home, commit):
    """Paths that differ from the commit, committed or not."""
    known = subprocess.run(["git", "diff", "--name-only", "-z", commit], cwd=home, capture_output=True, text=True)
    if known.returncode != 0:
        raise ValueError(f"--base {commit}: git knows no such commit: {known.stderr.strip()}")
    new = subprocess.run(["git", "ls-files", "-z", "--others", "--exclude-standard"], cwd=home, check=True, capture_output=True, text=True)
    return sorted(path for path in (known.stdout + new.stdout).split("\0") if path)


class Touched:
    """What to run for the paths: `tests` (sources), `modules` whose code changed, `parts` of the acceptance."""

    def __init__(self, home, modules, parts, paths):
        everything = sources(home, modules)
        self.tests, self.modules, self.parts = set(), set(), set()
        tests = [source for source in everything if source.test]
        self.tests.update(test for test in tests if test.name in ALWAYS)
        for path in paths:
            top = path.split("/")[0]
            if path.endswith(".java") and top in modules:
                self.modules.add(top)
                self._java(path, everything)
            elif top == "acceptance":
                part = path.split("/")[1]
                self.parts.add(part if part in parts else "main-path")
            elif top in modules and not path.endswith("pom.xml"):
                self.modules.add(top)
                self._named(path, tests, otherwise=[test for test in tests if test.module == top])
            elif os.path.basename(path) == "pom.xml":
                self.modules.update(modules)
                self.tests.update(tests)
            else:
                self._named(path, tests, otherwise=[])

    def _java(self, path, everything):
        package = os.path.dirname(path).split("/java/", 1)[1].replace("/", ".")
        name = os.path.basename(path)[:-len(".java")]
        near = [source for source in everything if name in source.words or source.path == path]
        names = {source.name for source in near}
        for source in everything:
            if source.test and (source in near or names & source.words
                                or (source.module == path.split("/")[0] and source.package == package)):
                self.tests.add(source)

    def _named(self, path, tests, otherwise):
        file = os.path.basename(path)
        self.tests.update([test for test in tests if f"{file}\"" in test.text] or otherwise)

"""What a lesson shows, read from its Markdown: what is typed in which terminal, what that prints, which files are saved.

A block ```console is a transcript of up to nine terminals:

    1$ ./meetpost simulate          typed in terminal 1; the lines below are what it prints
    2> les/een hallo                terminal 2 prints this meanwhile
    2> ^C                           a key: ^C, ^\\ or ^Z
    …                               any lines, or none; inside a line: anything

A block ```python NAME (or yaml, html) is a file that is saved under that name; a block without a language is only looked at.
"""

import collections
import re

Typed = collections.namedtuple("Typed", "terminal text")
Key = collections.namedtuple("Key", "terminal key")
Shown = collections.namedtuple("Shown", "terminal line")
Saved = collections.namedtuple("Saved", "name text")

KEYS = ("^C", "^\\", "^Z")
ANYTHING = "…"


class Malformed(Exception):
    """A lesson that does not keep to the form, in words."""


def blocks(text):
    """The fenced blocks, each as (language, name, lines)."""
    found, fence = [], None
    for line in text.splitlines():
        opening = re.fullmatch(r"```(\w*) ?(\S*)", line)
        if fence is None and opening:
            fence = (opening[1], opening[2], [])
        elif fence is not None and line == "```":
            found.append(fence)
            fence = None
        elif fence is not None:
            fence[2].append(line)
    if fence is not None:
        raise Malformed("the last block is not closed")
    return found


def steps(text):
    """Everything that happens in a lesson, in order."""
    result = []
    for language, name, lines in blocks(text):
        if language == "console":
            result += _console(lines)
        elif name:
            result.append(Saved(name, "\n".join(lines) + "\n"))
        elif language:
            raise Malformed(f"a block ```{language} without a name, expected ```console or a file such as ```python les/a.py")
    return result


def _console(lines):
    result, terminal, rest = [], None, ""
    for line in lines:
        if rest:
            line = rest + line.lstrip()
        if re.match(r"\d\$ ", line) and line.endswith("\\"):
            rest = line[:-1]
            continue
        rest = ""
        typed, meanwhile = re.fullmatch(r"(\d)\$ (.+)", line), re.fullmatch(r"(\d)> (.*)", line)
        if typed:
            terminal = int(typed[1])
            result.append(Typed(terminal, typed[2]))
        elif meanwhile and meanwhile[2] in KEYS:
            result.append(Key(int(meanwhile[1]), meanwhile[2]))
        elif meanwhile:
            result.append(Shown(int(meanwhile[1]), meanwhile[2]))
        elif terminal is None:
            raise Malformed(f"a block begins with {line!r}, expected a terminal, such as 2$ or 2>")
        else:
            result.append(Shown(terminal, line))
    return result


# What differs from one run to the next: times, measured values, and what the lesson leaves out.
_VARIES = re.compile(r"(?P<time>\d\d:\d\d:\d\d)|(?P<value>(?<![\d.])-?\d+\.(?P<decimals>\d+)(?![\d.]))|(?P<any>…)")


def pattern(line):
    """What a shown line promises: a time stands for any, a decimal number for any with as many decimals."""
    result, end = "", 0
    for found in _VARIES.finditer(line):
        result += re.escape(line[end:found.start()])
        if found["time"]:
            result += r"\d\d:\d\d:\d\d"
        elif found["value"]:
            result += rf"-?\d+\.\d{{{len(found['decimals'])}}}"
        else:
            result += ".*"
        end = found.end()
    return re.compile(result + re.escape(line[end:]))

"""What a JVM took and how long it stood still, from /proc and its log of collections."""

import os
import re

from harness import HOME, check

PAUSE = re.compile(r"GC\((\d+)\) Pause (\w+) .* \d+M->(\d+)M\(\d+M\) ([\d.]+)ms")
SPENT = re.compile(r"GC\((\d+)\) User=([\d.]+)s Sys=([\d.]+)s")
UNITS = {"K": 10, "M": 20, "G": 30}


def memory_max(unit):
    """Bytes that systemd gives a service of ours."""
    text = open(os.path.join(HOME, "systemd", "units", unit)).read()
    number, letter = re.search(r"^MemoryMax=(\d+)([KMG])$", text, re.M).groups()
    return int(number) << UNITS[letter]


def highest(pid):
    """Bytes of memory that it had at most."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", open(f"/proc/{pid}/status").read()).group(1)) << 10


def spent(pid):
    """Seconds of processor time so far."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Collections:
    """Of the heap, as -Xlog:gc,gc+cpu wrote them."""

    def __init__(self, path):
        self.walls, self.costs, young, full = [], [], [], []
        for line in open(path):
            pause, cost = PAUSE.search(line), SPENT.search(line)
            if pause:
                self.walls.append(float(pause.group(4)))
                (full if pause.group(2) == "Full" else young).append(int(pause.group(3)))
            if cost:
                self.costs.append(1000 * (float(cost.group(2)) + float(cost.group(3))))
        check(self.walls, f"the log of collections has some: {path}")
        # What a full one leaves is used; after others there is rubbish among it.
        self.used = max(full or young)

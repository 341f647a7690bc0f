"""Whether a reading is missing of what listeners saw of a sensor with `json: true`."""

from harness import check, numbers, until


class Both:
    """What two listeners saw together. Each of them sees in order; the first may come back in the middle of what the second saw."""

    def __init__(self, first, second):
        self.first, self.second = first, second
        self.each = [first, second]

    def of(self, topic):
        return self.first.of(topic) + [m for m in self.second.of(topic) if m not in self.first.of(topic)]


def seqs(seen, sensor):
    """The numbers of a sensor's readings: live ones, and those that came later."""
    live = [numbers(m.payload)["seq"] for m in seen.of(f"sensoren/{sensor}/reading") if not m.retained]
    late = [numbers(m.payload)["seq"] for m in seen.of(f"sensoren/{sensor}/history")]
    return live, late


def missing(seen, sensor):
    """The readings of a sensor that are not there yet, by session and number: within a session none may be left out."""
    have = {}
    for kind in ("reading", "history"):
        for said in (numbers(m.payload) for m in seen.of(f"sensoren/{sensor}/{kind}") if not m.retained):
            have.setdefault(said["session"], set()).add(said["seq"])
    return sorted((session, seq) for session, those in have.items() for seq in set(range(min(those), max(those) + 1)) - those)


def nothing_was_lost(seen):
    """Late readings come at their own pace; at the end none is missing, and each topic is in order."""
    for sensor in ("temperatuur", "kas"):
        until(lambda: not missing(seen, sensor), 60, lambda: f"every reading of {sensor}; missing {missing(seen, sensor)}")
        for listener in seen.each if isinstance(seen, Both) else [seen]:
            live, late = seqs(listener, sensor)
            check(live == sorted(live), f"{sensor}: live readings in order; got {live}")
            check(late == sorted(late), f"{sensor}: late readings in order; got {late}")
        _, late = seqs(seen, sensor)
        check(len(late) >= 15, f"{sensor}: what was measured meanwhile on history; got {late}")

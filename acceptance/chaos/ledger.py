"""A proxy that reads along: which readings the agent sent, and which of them the broker acknowledged."""

import calendar
import collections
import json
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from harness import check  # noqa: E402
from proxy import Proxy  # noqa: E402

PUBLISH, PUBACK = 3, 4

# A reading on its way to the broker. `at` is when it was measured, in seconds since 1970.
Sent = collections.namedtuple("Sent", "topic sensor seq at")


def seconds(time_text):
    """ISO 8601 in UTC, with milliseconds."""
    whole, _, rest = time_text.rstrip("Z").partition(".")
    return calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S")) + float("0." + (rest or "0"))


def reading(topic, payload):
    """What a message says of a reading; nothing if it is about something else."""
    levels = topic.split("/")
    if len(levels) != 3 or levels[0] != "sensoren" or levels[2] not in ("reading", "history") or not payload:
        return None
    said = json.loads(payload)
    return Sent(levels[2], levels[1], said["seq"], seconds(said["time"]))


def cause(topic, payload):
    """What a message says of why an output is as it is: its name and that; nothing if it is about something else."""
    levels = topic.split("/")
    if len(levels) != 3 or levels[0] != "actuatoren" or levels[2] != "cause" or not payload:
        return None
    return levels[1], json.loads(payload)


class Ledger:
    """Everything that was sent, in the order in which the broker got it; of each, whether it was acknowledged."""

    def __init__(self):
        self.lock = threading.Lock()
        self.sent = []
        self.causes = []
        self.acknowledged = set()
        self.waiting = {}

    def publish(self, connection, number, topic, payload):
        why = cause(topic, payload)
        if why:
            with self.lock:
                self.causes.append(why)
        sent = reading(topic, payload)
        if not sent:
            return
        with self.lock:
            self.sent.append(sent)
            self.waiting[connection, number] = sent

    def acknowledge(self, connection, number):
        with self.lock:
            sent = self.waiting.pop((connection, number), None)
            if sent:
                self.acknowledged.add(sent[1:])

    def copy(self):
        other = Ledger()
        with self.lock:
            other.sent, other.acknowledged = list(self.sent), set(self.acknowledged)
        return other


class Packets:
    """Cuts a stream into MQTT 3.1.1 packets: first byte and body."""

    def __init__(self):
        self.rest = b""

    def cut(self, data):
        self.rest += data
        packets = []
        while True:
            length, at, byte = 0, 1, 128
            while byte & 128 and at < len(self.rest) and at < 5:
                byte = self.rest[at]
                length |= (byte & 127) << 7 * (at - 1)
                at += 1
            if byte & 128 or len(self.rest) < at + length:
                return packets
            packets.append((self.rest[0], self.rest[at:at + length]))
            self.rest = self.rest[at + length:]


class Line(Proxy):
    """The line between agent and broker, which keeps the ledger."""

    def __init__(self, target, ledger):
        self.ledger = ledger
        super().__init__(target)

    def reader(self, connection, from_agent):
        packets = Packets()
        note = self._from_agent if from_agent else self._from_broker

        def read(data):
            for first, body in packets.cut(data):
                note(connection, first, body)

        return read

    def _from_agent(self, connection, first, body):
        if first >> 4 == PUBLISH and first & 6:
            length = int.from_bytes(body[:2], "big")
            number = int.from_bytes(body[2 + length:4 + length], "big")
            self.ledger.publish(connection, number, body[2:2 + length].decode(), body[4 + length:])

    def _from_broker(self, connection, first, body):
        if first >> 4 == PUBACK:
            self.ledger.acknowledge(connection, int.from_bytes(body[:2], "big"))


class Run:
    """One life of the agent's process: what it measured when, and what of it may be lost."""

    def __init__(self, number):
        self.number = number
        self.began = time.time()
        # From then on what was measured need not be on disk; none: all of it has to be.
        self.kept_from = None
        self.measured = collections.defaultdict(list)

    def since(self, sensor, seq, moment):
        """Whether that reading was measured at that moment or later."""
        return seq > len(self.measured[sensor]) or self.measured[sensor][seq - 1] >= moment

    def may_lose(self, sensor, seq):
        return self.kept_from is not None and self.since(sensor, seq, self.kept_from)


def run_of(runs, at):
    """The run in which something was measured."""
    return next(run for run in reversed(runs) if run.began <= at)


def missing(ledger, runs, sensor, before=None):
    """Readings, of before some moment, that no broker has acknowledged and that had to be: (number of the run, seq)."""
    have = collections.defaultdict(set)
    for name, seq, at in ledger.copy().acknowledged:
        if name == sensor:
            have[run_of(runs, at).number].add(seq)
    gone = []
    for run in runs:
        seen = have[run.number]
        last = max([len(run.measured[sensor]), *seen])
        gone += [(run.number, seq) for seq in range(1, last + 1) if seq not in seen
                 and not run.may_lose(sensor, seq) and not (before and run.since(sensor, seq, before))]
    return gone


def check_order(ledger, runs, sensor):
    """Live readings never go back in time; late ones come in order, but for those that are sent once more."""
    live = (0, 0)
    late, known = (0, 0), set()
    for sent in list(ledger.sent):
        if sent.sensor != sensor:
            continue
        place = (run_of(runs, sent.at).number, sent.seq)
        if sent.topic == "reading":
            check(place >= live, f"{sensor}: live reading {place} after {live}")
            live = place
        elif place not in known:
            check(place > late, f"{sensor}: late reading {place} after {late}")
            known.add(place)
            late = place

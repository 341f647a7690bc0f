#!/usr/bin/env python3
"""Strangers who do to a broker whatever costs it most, all at once, on one thread, until they are told to stop (SIGTERM).

usage: crowd.py PORT ADDRESSES: they come from so many addresses of loopback. At the end one line of JSON: what they did.
"""

import collections
import json
import os
import random
import signal
import sys

from wire import CONNACK, Cutter, Loop, Peer, connect, header, packet, publish, subscribe, text

CONNECTIONS = 2_000
HALVES, RENEWED = 200, 10
LOGINS = 60
SESSIONS, SESSIONS_A_SECOND = 5_000, 200
RETAINED, RETAINED_A_SECOND = 100_000, 4_000
SLOW = 100
MALFORMED_A_SECOND = 1_000

# The broker's default, and the largest CONNECT: client id, will topic, will, user and password of 64 KB each.
LARGEST = 2 << 20
LARGEST_CONNECT = 5 * 65_537 + 10

MALFORMED = [
    b"\x00\x00",                                                   # no packet has this type
    b"\x10\xff\xff\xff\xff\x7f",                                   # a length that does not end
    b"\x30\x03\x00\x01t",                                          # PUBLISH before CONNECT
    packet(0x10, text("MQTT") + b"\x09\x02\x00\x3c" + text("v")),  # a version that is none
    packet(0x10, text("MQTT") + b"\x04\x03\x00\x3c" + text("f")),  # a flag that has to be 0
    packet(0x10, text("MQTT") + b"\x04\x02\x00\x3c\x00\xff"),      # a text that is longer than the packet
    connect("twice") + connect("twice"),
    connect("wild") + publish("a/#", b"x"),
    connect("zero") + publish("", b"x"),
    connect("qos3") + b"\x36\x05\x00\x01t\x00\x01",
    connect("utf8") + packet(0x30, b"\x00\x02\xc3\x28x"),
    connect("none") + packet(0x82, b"\x00\x01"),
]

done = collections.Counter()
most = collections.Counter()
now = collections.Counter()


class Stranger(Peer):
    """Comes again, a second later, whenever it is sent away."""

    what = "?"
    buffer = None

    def come(self):
        self.cutter = Cutter()
        self.open(self.first(), self.buffer)

    def first(self):
        return connect(f"{self.what}-{random.getrandbits(48):x}")

    def heard(self, data):
        for first, body in self.cutter.cut(data):
            if first >> 4 == CONNACK and body[1] == 0:
                self.entered()

    def entered(self):
        done[self.what] += 1
        now[self.what] += 1
        most[self.what] = max(most[self.what], now[self.what])

    def ended(self):
        done[self.what + ", sent away"] += 1
        now[self.what] = max(0, now[self.what] - 1)
        self.loop.after(1 + random.random(), self.come)


class Idle(Stranger):
    what = "connections"

    def come(self):
        super().come()
        self.turn = getattr(self, "turn", 0) + 1
        self.ping(self.turn)

    def ping(self, turn):
        if turn == self.turn:
            self.send(b"\xc0\x00")
            self.loop.after(40, lambda: self.ping(turn))


class Half(Stranger):
    """Sends all of a large packet but its last byte, and begins anew after a while."""

    what = "half packets"
    body = bytes(LARGEST)

    def __init__(self, *others, login):
        super().__init__(*others)
        self.login = login

    def first(self):
        if self.login:
            start = text("MQTT") + b"\x04\xc6\x00\x3c"
            return (header(0x10, LARGEST_CONNECT) + start + b"\xff\xff" + self.body)[:LARGEST_CONNECT + 3]
        rest = LARGEST - 5
        return super().first() + header(0x30, rest) + text("half") + self.body[:rest - 7]

    def heard(self, data):
        pass

    def entered(self):
        pass

    def sent(self):
        done[self.what] += 1

    def ended(self):
        done[self.what + ", sent away"] += 1

    def renew(self):
        self.close()
        self.come()
        self.loop.after(RENEWED, self.renew)


class Guesser(Stranger):
    what = "wrong logins"

    def first(self):
        done[self.what] += 1
        return connect("guess", user="huis", password=f"{random.getrandbits(48):x}")

    def ended(self):
        done[self.what + ", answered"] += 1
        self.loop.after(0.05, self.come)


class Forgetful(Stranger):
    """Leaves a session behind; every fiftieth wants everything."""

    what = "sessions"

    def first(self):
        wanted = "#" if random.random() < 0.02 else f"weg/{random.getrandbits(32):x}"
        return connect(f"weg-{random.getrandbits(64):x}", clean=False) + subscribe(wanted, 1)

    def heard(self, data):
        for first, body in self.cutter.cut(data):
            if first >> 4 == 9:
                done[self.what] += 1
                self.close()

    def ended(self):
        done[self.what + ", sent away"] += 1


class Hoarder(Stranger):
    """Retains something on one topic after the other."""

    what = "retained"
    value = b"x" * 100

    def retain(self, number):
        if self.socket and not len(self.waiting):
            done[self.what + " messages"] += 1
            self.send(publish(f"bewaard/{number}", self.value, retain=True))
            return True
        return False


class Slow(Stranger):
    """Wants everything and takes nothing."""

    what = "slow readers"
    buffer = 4096

    def first(self):
        return super().first() + subscribe("#", 0)

    def sent(self):
        self.deaf()
        self.entered()


class Malformed(Peer):
    """Says something that is no MQTT; the broker has to close."""

    open_ones = 0

    def come(self, what):
        Malformed.open_ones += 1
        self.open(what)

    def ended(self):
        Malformed.open_ones -= 1
        done["malformed"] += 1


class Crowd:
    def __init__(self, port, addresses):
        self.loop = Loop()
        self.port = port
        self.sources = [f"127.0.0.{1 + i}" for i in range(addresses)] if addresses == 1 else [
            f"127.0.0.{2 + i}" for i in range(addresses)]
        self.turn = 0

    def one(self, kind, **more):
        self.turn += 1
        return kind(self.loop, self.port, self.sources[self.turn % len(self.sources)], **more)

    def begin(self):
        loop = self.loop
        for n in range(CONNECTIONS):
            loop.after(n / 500, self.one(Idle).come)
        for n in range(HALVES):
            loop.after(n / 50, self.one(Half, login=n % 2 == 0).renew)
        for n in range(LOGINS):
            loop.after(n / 100, self.one(Guesser).come)
        for n in range(SLOW):
            loop.after(n / 50, self.one(Slow).come)
        self.hoarders = [self.one(Hoarder) for _ in range(20)]
        for each in self.hoarders:
            each.come()
        self.begun = self.kept = 0
        loop.every(0.01, self.malformed)
        loop.every(0.01, self.session)
        loop.every(0.01, self.retain)

    def malformed(self):
        for _ in range(MALFORMED_A_SECOND // 100):
            if Malformed.open_ones < 500:
                self.one(Malformed).come(random.choice(MALFORMED))

    def session(self):
        for _ in range(SESSIONS_A_SECOND // 100):
            if self.begun < SESSIONS:
                self.begun += 1
                self.one(Forgetful).come()

    def retain(self):
        for _ in range(RETAINED_A_SECOND // 100):
            if self.kept < RETAINED and self.hoarders[self.kept % 20].retain(self.kept):
                self.kept += 1


def main():
    port, addresses = map(int, sys.argv[1:])
    crowd = Crowd(port, addresses)
    signal.signal(signal.SIGTERM, lambda *_: setattr(crowd.loop, "over", True))
    crowd.begin()
    crowd.loop.run()
    spent = os.times()
    print(json.dumps({"done": done, "most at once": most, "cpu": spent.user + spent.system}), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Those whose house it is: ten sensors that say something each second, and one who switches a pump each second.

usage: friends.py PORT PASSWORD [--agent]: as user `huis`. With --agent sensors and pump are a board's; else they are here.
A line of JSON for each second and each newcomer; on SIGTERM they finish, look whether anything is lost, and say that.
"""

import json
import signal
import sys
import time

from wire import CONNACK, PUBACK, PUBLISH, SUBACK, Cutter, Loop, Peer, Published, connect, puback, publish, subscribe

USER = "huis"
SENSORS = 10
KEPT = 50
SET, RESULT = "actuatoren/pomp/set", "actuatoren/pomp/result"
# What waits for the one who is away stays below what one session may have waiting, in half an hour too.
AWAY = ("sensoren/t0/reading", "sensoren/t1/reading")


class Friend(Peer):
    """One connection. Losing it is noted, and mended at once."""

    def __init__(self, house, name, topics=(), clean=True):
        super().__init__(house.loop, house.port, "127.0.0.1")
        self.house, self.name, self.topics, self.clean = house, name, topics, clean
        self.number = 0
        self.unacknowledged = {}
        self.ready = False

    def come(self):
        self.cutter = Cutter()
        self.began = time.monotonic()
        self.open(connect(self.name, self.clean, USER, self.house.password, 30))

    def heard(self, data):
        for first, body in self.cutter.cut(data):
            if first >> 4 == CONNACK:
                self.connected(body[1])
            elif first >> 4 == SUBACK:
                self.subscribed()
            elif first >> 4 == PUBACK:
                self.unacknowledged.pop(int.from_bytes(body[:2], "big"), None)
            elif first >> 4 == PUBLISH:
                message = Published(first, body)
                if message.number:
                    self.send(puback(message.number))
                self.house.message(self, message)

    def connected(self, code):
        if code:
            self.house.count["refused"] += 1
            return
        for topic in self.topics:
            self.send(subscribe(topic, 1))
        for number, (topic, payload) in self.unacknowledged.items():
            self.send(publish(topic, payload, 1, number))
        if not self.topics:
            self.subscribed()

    def subscribed(self):
        self.ready = True

    def say(self, topic, payload, retain=False):
        self.number = self.number % 60_000 + 1
        self.unacknowledged[self.number] = topic, payload
        self.send(publish(topic, payload, 1, self.number, retain))

    def ended(self):
        self.house.count["connections lost"] += 1
        self.ready = False
        self.loop.after(0.2, self.come)


class Newcomer(Friend):
    """Comes in, and goes once it is in; comes again until then."""

    def connected(self, code):
        self.close(politely=True)
        if code:
            self.ended()
        else:
            self.house.outside -= 1
            self.house.line(asked=self.first, newcomer=time.monotonic() - self.first)

    def come(self):
        if not hasattr(self, "first"):
            self.first = time.monotonic()
            self.house.outside += 1
        super().come()

    def ended(self):
        self.house.count["newcomers sent away"] += 1
        self.loop.after(0.2, self.come)


class House:
    def __init__(self, port, password, agent):
        self.loop = Loop()
        self.port, self.password = port, password
        self.count = {"connections lost": 0, "refused": 0, "newcomers sent away": 0}
        # Of our own sensors from the first one on; of a board's from the one that is retained.
        begun = {} if agent else {f"sensoren/t{n}/reading": 0 for n in range(SENSORS)}
        self.readings = dict(begun)
        self.away_heard = {topic: 0 for topic in AWAY if begun}
        self.lost = []
        self.kept = set()
        self.order = 0
        self.asked = {}
        self.answers = 0
        self.outside = 0
        self.sensors = [] if agent else [Friend(self, f"sensor-{n}") for n in range(SENSORS)]
        self.pump = None if agent else Friend(self, "pomp", (SET,))
        self.watcher = Friend(self, "kijker", ("sensoren/+/reading",), clean=False)
        self.commander = Friend(self, "schakelaar", (RESULT,))
        self.away = Friend(self, "weg-van-huis", AWAY, clean=False)
        self.members = [*self.sensors, *([] if agent else [self.pump]), self.watcher, self.commander]
        self.stopping = False

    def line(self, **what):
        print(json.dumps(what), flush=True)

    def run(self):
        for each in [*self.members, self.away]:
            each.come()
        self.loop.after(0.05, self.begin)
        self.loop.run()

    def begin(self):
        """As soon as all are in; one leaves his session behind."""
        if not all(each.ready for each in [*self.members, self.away]):
            self.loop.after(0.05, self.begin)
            return
        self.away.close()
        for n in range(KEPT):
            self.commander.say(f"huis/{n}", b"thuis", retain=True)
        self.line(began=True)
        for n, each in enumerate(self.sensors):
            self.loop.after(n / SENSORS, lambda n=n, each=each: (self.reading(n, each), self.loop.every(1, lambda: self.reading(n, each))))
        self.loop.every(1, self.command)
        self.loop.every(3, self.newcomer)

    def reading(self, n, sensor):
        if not self.stopping:
            sensor.sequence = getattr(sensor, "sequence", 0) + 1
            sensor.say(f"sensoren/t{n}/reading", json.dumps({"seq": sensor.sequence, "session": "1"}).encode())

    def newcomer(self):
        if not self.stopping and not self.outside:
            Newcomer(self, "nieuw").come()

    def command(self):
        if not self.stopping:
            self.order += 1
            self.asked[str(self.order)] = time.monotonic()
            state = "ON" if self.order % 2 else "OFF"
            self.commander.say(SET, json.dumps({"state": state, "id": str(self.order)}).encode())

    def message(self, who, message):
        if who is self.pump:
            self.pump.say(RESULT, json.dumps({"id": json.loads(message.payload)["id"], "accepted": True}).encode())
        elif who is self.commander and message.topic == RESULT:
            self.answered(json.loads(message.payload))
        elif message.topic.startswith("huis/"):
            self.kept.add(message.topic)
        elif who is self.watcher:
            self.read(self.readings, message, self.lost)
        elif who is self.away:
            self.read(self.away_heard, message, self.lost)

    def answered(self, answer):
        began = self.asked.pop(answer.get("id"), None)
        if began is not None:
            self.answers += 1
            self.line(asked=began, answer=time.monotonic() - began, accepted=answer["accepted"])

    def read(self, seen, message, lost):
        """A reading that comes again is none; a gap is a loss."""
        said = json.loads(message.payload)
        if message.retained:
            seen.setdefault(message.topic, said["seq"])
            return
        last = seen.get(message.topic)
        if last is not None and said["seq"] > last + 1:
            lost.append(f"{message.topic}: {last + 1} to {said['seq'] - 1}")
        seen[message.topic] = max(said["seq"], last or 0)

    def stop(self):
        """The last things said arrive, and then it is looked at what is left of everything."""
        self.stopping = True
        self.deadline = time.monotonic() + 60
        self.loop.after(0.1, self.drained)

    def drained(self):
        open_ones = self.asked or self.outside or any(each.unacknowledged for each in self.members) or any(
            self.readings.get(f"sensoren/t{n}/reading") != each.sequence for n, each in enumerate(self.sensors))
        if open_ones and time.monotonic() < self.deadline:
            self.loop.after(0.1, self.drained)
            return
        self.away.topics = ("huis/#",)
        self.away.come()
        self.loop.after(0.1, self.returned)

    def returned(self):
        missing = len(self.kept) < KEPT or any(self.away_heard.get(t, 0) < self.readings.get(t, 0) for t in AWAY)
        if missing and time.monotonic() < self.deadline:
            self.loop.after(0.1, self.returned)
            return
        self.line(end={**self.count, "answers": self.answers, "unanswered": len(self.asked), "gaps": self.lost,
                       "readings": sum(self.readings.values()), "sensors": len(self.readings),
                       "unacknowledged": sum(len(each.unacknowledged) for each in self.members),
                       "kept values lost": KEPT - len(self.kept),
                       "lost while away": sum(max(0, self.readings.get(t, 0) - self.away_heard.get(t, 0)) for t in AWAY)})
        self.loop.over = True


def main():
    house = House(int(sys.argv[1]), sys.argv[2], "--agent" in sys.argv)
    signal.signal(signal.SIGTERM, lambda *_: house.loop.after(0, house.stop))
    house.run()


if __name__ == "__main__":
    main()

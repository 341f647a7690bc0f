"""MQTT 3.1.1 by hand over sockets that never block, and one loop for many of them."""

import heapq
import itertools
import select
import socket
import struct
import time

# IP_BIND_ADDRESS_NO_PORT: the port is chosen at connect, so that each pair of addresses has all of them.
NO_PORT_YET = 24
RESET_AT_CLOSE = struct.pack("ii", 1, 0)

CONNACK, PUBLISH, PUBACK, SUBACK, PINGRESP = 2, 3, 4, 9, 13


def text(of):
    data = of.encode()
    return struct.pack(">H", len(data)) + data


def header(first, length):
    out = bytearray([first])
    while True:
        out.append(length % 128 | (0x80 if length > 127 else 0))
        length //= 128
        if length == 0:
            return bytes(out)


def packet(first, body):
    return header(first, len(body)) + body


def connect(client_id, clean=True, user=None, password="", keep_alive=60):
    flags = (2 if clean else 0) | (0xC0 if user else 0)
    login = text(user) + text(password) if user else b""
    return packet(0x10, text("MQTT") + bytes([4, flags]) + struct.pack(">H", keep_alive) + text(client_id) + login)


def subscribe(topic, qos):
    return packet(0x82, b"\0\1" + text(topic) + bytes([qos]))


def publish(topic, payload, qos=0, number=1, retain=False):
    middle = struct.pack(">H", number) if qos else b""
    return packet(0x30 | qos << 1 | retain, text(topic) + middle + payload)


def puback(number):
    return b"\x40\x02" + struct.pack(">H", number)


class Published:
    """What a PUBLISH says."""

    def __init__(self, first, body):
        end = 2 + int.from_bytes(body[:2], "big")
        self.topic = body[2:end].decode()
        self.retained = bool(first & 1)
        self.number = 0
        if first & 6:
            self.number = int.from_bytes(body[end:end + 2], "big")
            end += 2
        self.payload = bytes(body[end:])


class Cutter:
    """Cuts a stream into packets: first byte and body."""

    def __init__(self):
        self.rest = bytearray()

    def cut(self, data):
        self.rest += data
        packets = []
        at = 0
        while len(self.rest) - at >= 2:
            length, shift, place = 0, 0, at + 1
            while place < len(self.rest) and self.rest[place] & 0x80:
                length |= (self.rest[place] & 0x7F) << shift
                shift, place = shift + 7, place + 1
            if place >= len(self.rest):
                break
            length |= self.rest[place] << shift
            if len(self.rest) < place + 1 + length:
                break
            packets.append((self.rest[at], bytes(self.rest[place + 1:place + 1 + length])))
            at = place + 1 + length
        del self.rest[:at]
        return packets


class Loop:
    """Waits for sockets and for times, on one thread."""

    def __init__(self):
        self.poll = select.epoll()
        self.peers = {}
        self.times = []
        self.order = itertools.count()
        self.over = False

    def after(self, seconds, task):
        heapq.heappush(self.times, (time.monotonic() + seconds, next(self.order), task))

    def every(self, seconds, task):
        """In even steps: what came late is made up for."""
        def again(due):
            task()
            heapq.heappush(self.times, (due + seconds, next(self.order), lambda: again(due + seconds)))
        due = time.monotonic() + seconds
        heapq.heappush(self.times, (due, next(self.order), lambda: again(due)))

    def run(self):
        while not self.over:
            wait = self.times[0][0] - time.monotonic() if self.times else 0.5
            for number, events in self.poll.poll(max(0, min(wait, 0.5)), 256):
                peer = self.peers.get(number)
                if peer:
                    peer.happened(events)
            now = time.monotonic()
            while self.times and self.times[0][0] <= now and not self.over:
                heapq.heappop(self.times)[2]()


class Peer:
    """One connection; subclasses say what happens when it is open, hears something or ends."""

    def __init__(self, loop, port, source):
        self.loop, self.port, self.source = loop, port, source
        self.socket = None
        self.waiting = b""

    def open(self, first, buffer=None):
        """Connects, and sends `first` as soon as that is done."""
        self.socket = socket.socket()
        self.socket.setblocking(False)
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setsockopt(socket.IPPROTO_IP, NO_PORT_YET, 1)
        self.socket.bind((self.source, 0))
        self.socket.connect_ex(("127.0.0.1", self.port))
        self.waiting = memoryview(first)
        self.listening = select.EPOLLIN
        self.loop.peers[self.socket.fileno()] = self
        self.loop.poll.register(self.socket, select.EPOLLOUT | select.EPOLLRDHUP)

    def send(self, data):
        if self.socket:
            self.waiting = memoryview(bytes(self.waiting) + data) if len(self.waiting) else memoryview(data)
            self._flush()

    def deaf(self):
        """Reads nothing more."""
        self.listening = 0

    def _flush(self):
        try:
            while len(self.waiting):
                self.waiting = self.waiting[self.socket.send(self.waiting):]
        except BlockingIOError:
            pass
        except OSError:
            self.close()
            self.ended()
            return
        self.loop.poll.modify(self.socket, self.listening | select.EPOLLRDHUP | (select.EPOLLOUT if len(self.waiting) else 0))
        if not len(self.waiting):
            self.sent()

    def happened(self, events):
        if events & (select.EPOLLERR | select.EPOLLHUP):
            self._read()
            if self.socket:
                self.close()
                self.ended()
            return
        if events & select.EPOLLOUT:
            self._flush()
        if self.socket and events & (select.EPOLLIN | select.EPOLLRDHUP):
            self._read()

    def _read(self):
        """Without an end, for what was said before it."""
        try:
            data = self.socket.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self.heard(data)
        elif self.socket:
            self.close()
            self.ended()

    def close(self, politely=False):
        if self.socket:
            del self.loop.peers[self.socket.fileno()]
            if not politely:
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_CLOSE)
            self.socket.close()
            self.socket = None
            self.waiting = b""

    def sent(self):
        """All that was to be sent is."""

    def heard(self, data):
        """Something has come."""

    def ended(self):
        """The other side has closed, or there is no connection to be had."""

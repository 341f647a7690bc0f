"""What stands between an agent and its broker, and can fail in all the ways of a network."""

import select
import socket
import threading
import time


class Proxy:
    """A TCP proxy before a broker: `silent` passes nothing more and closes nothing, `closed` lets nobody in, `cut` ends all."""

    def __init__(self, target):
        self.target = target
        self.silent = False
        self.closed = False
        self.pairs = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.url = f"mqtt://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            if self.closed:
                client.close()
                continue
            if self.silent:
                self.pairs.append((client, client))
                continue
            try:
                upstream = socket.create_connection(("127.0.0.1", self.target), 5)
            except OSError:
                client.close()
                continue
            self.pairs.append((client, upstream))
            for a, b in ((client, upstream), (upstream, client)):
                threading.Thread(target=self._pump, args=(a, b), daemon=True).start()

    def _pump(self, source, sink):
        try:
            while True:
                ready, _, _ = select.select([source], [], [], 0.2)
                if not ready or self.silent:
                    if self.silent:
                        time.sleep(0.05)
                    continue
                data = source.recv(65536)
                if not data:
                    break
                sink.sendall(data)
        except (OSError, ValueError):
            pass
        for s in (source, sink):
            try:
                s.close()
            except OSError:
                pass

    def cut(self):
        for pair in self.pairs:
            for s in pair:
                try:
                    s.close()
                except OSError:
                    pass
        self.pairs = []

    def close(self):
        self.server.close()
        self.cut()

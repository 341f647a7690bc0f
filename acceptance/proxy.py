"""What stands between an agent and its broker, and can fail in all the ways of a network."""

import select
import socket
import threading
import time


class Proxy:
    """A TCP proxy before a broker: `silent` passes nothing more and closes nothing, `slow` a little at a time, `closed`
    lets nobody in, `cut` ends all."""

    def __init__(self, target):
        self.target = target
        self.silent = self.closed = self.slow = False
        self.connections = 0
        self.sockets = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.url = f"mqtt://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def reader(self, connection, from_agent):
        """What reads along, for each direction of a connection: takes bytes before they are passed on."""
        return lambda data: None

    def _accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            try:
                if self.closed:
                    raise OSError("closed")
                upstream = socket.create_connection(("127.0.0.1", self.target), 5)
            except OSError:
                client.close()
                continue
            self.connections += 1
            self.sockets += [client, upstream]
            for source, sink in ((client, upstream), (upstream, client)):
                read = self.reader(self.connections, source is client)
                threading.Thread(target=self._pump, args=(source, sink, read), daemon=True).start()

    def _pump(self, source, sink, read):
        try:
            while True:
                ready, _, _ = select.select([source], [], [], 0.1)
                if self.silent:
                    time.sleep(0.05)
                    continue
                if not ready:
                    continue
                data = source.recv(200 if self.slow else 65536)
                if not data:
                    break
                read(data)
                if self.slow:
                    time.sleep(0.3)
                sink.sendall(data)
        except (OSError, ValueError):
            pass
        for s in (source, sink):
            s.close()

    def cut(self):
        for s in self.sockets:
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.sockets = []

    def close(self):
        self.server.close()
        self.cut()

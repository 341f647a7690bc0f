#!/usr/bin/env python3
"""pipe.py PORT: joins its standard input and output to 127.0.0.1:PORT.

QEMU starts one for each connection that the guest opens (guestfwd=…-cmd:). The end of either side is passed on, so
that the broker sees the agent's death.
"""
import os
import socket
import sys
import threading


def upwards(broker):
    while data := os.read(0, 65536):
        broker.sendall(data)
    broker.shutdown(socket.SHUT_WR)


with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as connection:
    threading.Thread(target=upwards, args=(connection,), daemon=True).start()
    while received := connection.recv(65536):
        os.write(1, received)

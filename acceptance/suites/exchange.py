"""What Mosquitto's exchanges (`test/broker/NN-….py` of its source) are given in place of its own broker.

The last line of their `mosq_test.py` calls `adapt`. The scripts stay as they are: they start our broker with the settings
that our import makes of theirs, on free ports, and expect CONNACK to have our Maximum Packet Size (docs/decisions/0141).
With MEETPOST_SUITES_BROKER=mosquitto they start Debian's Mosquitto, which proves them right.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MEETPOST = os.path.join(HOME, "meetpost")
OURS = os.environ.get("MEETPOST_SUITES_BROKER") != "mosquitto"
BOUND_SECONDS = 60
MAXIMUM_PACKET_SIZE = b"\x27\x00\x20\x00\x00"
# Mosquitto's last property, of three bytes; ours comes before it.
RECEIVE_MAXIMUM = 0x21


def adapt(mosq_test):
    ports = {}

    def get_port(count=1):
        given = tuple(map(int, sys.argv[1:])) if len(sys.argv) == 1 + count else None
        found = given or ports.setdefault(count, tuple(free_port() for _ in range(count)))
        return found[0] if count == 1 else found

    mosq_test.get_port = get_port
    mosq_test.start_broker = start_broker
    if OURS:
        wanted = mosq_test.gen_connack
        mosq_test.gen_connack = lambda *given, **named: announced(wanted(*given, **named))


def announced(connack):
    """The CONNACK that a script expects, with our Maximum Packet Size in it."""
    properties = connack[5:]
    if len(properties) < 3 or properties[-3] != RECEIVE_MAXIMUM or MAXIMUM_PACKET_SIZE in properties:
        return connack
    body = properties[:-3] + MAXIMUM_PACKET_SIZE + properties[-3:]
    return connack[:1] + bytes([3 + len(body)]) + connack[2:4] + bytes([len(body)]) + body


def start_broker(filename, cmd=None, port=0, use_conf=False, expect_fail=False):
    """As `mosq_test` has it, but that it waits for as long as a busy machine takes."""
    port = port or 1888
    conf = filename.replace(".py", ".conf") if use_conf else cmd[cmd.index("-c") + 1] if cmd and "-c" in cmd else None
    child = subprocess.Popen(ours(conf, port) if OURS else ["/usr/sbin/mosquitto", "-v", *(["-c", conf] if conf else ["-p", str(port)])],
                             stderr=subprocess.PIPE)
    end = time.monotonic() + BOUND_SECONDS
    while not accepts(port):
        if child.poll() is not None or time.monotonic() > end:
            if expect_fail:
                return None
            print(f"the broker does not accept connections: {child.communicate(timeout=5)[1].decode()}")
            raise OSError("no broker")
        time.sleep(0.02)
    return child


def ours(conf, port):
    directory = tempfile.mkdtemp(prefix="meetpost-suites-")
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    settings = f'broker:\n  listeners: ["mqtt://127.0.0.1:{port}"]\n'
    if conf:
        settings = subprocess.run([MEETPOST, "import", conf], stdout=subprocess.PIPE, text=True).stdout
        print(settings, flush=True)
    if "\n  data:" not in settings:
        settings = settings.replace("broker:\n", f"broker:\n  data: {directory}/data\n", 1)
    path = os.path.join(directory, "broker.yaml")
    with open(path, "w", encoding="utf-8") as f:
        f.write(settings)
    return [MEETPOST, "broker", "--config", path]


def accepts(port):
    try:
        socket.create_connection(("localhost", port), 5).close()
        return True
    except OSError:
        return False


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]

"""The brokers that are measured, each a process on a free port of 127.0.0.1, and the load on them."""

import os
import re
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
JAR = os.path.join(HOME, "systemd", "target", "meetpost.jar")
LAUNCHER = os.path.join(HOME, "systemd", "launcher", "meetpost")
TICK = os.sysconf("SC_CLK_TCK")
# The launcher's for `broker`, for the relay: it is no subcommand.
FLAGS = ("-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xss256k -Xms8m -Xmx32m -Xmn6m "
         "-XX:SurvivorRatio=2 -XX:MinHeapFreeRatio=20 -XX:ReservedCodeCacheSize=24m -XX:+ExitOnOutOfMemoryError").split()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Broker:
    """A process that accepts connections on `port` once this is made."""

    def __init__(self, name, command, directory, port):
        self.name = name
        self.command = command
        self.directory = directory
        self.port = port
        self.start()

    def start(self):
        self.log = open(os.path.join(self.directory, f"{self.name}-{self.port}.log"), "a")
        environment = {**os.environ, "MEETPOST_JAR": JAR}
        self.child = subprocess.Popen(
            self.command, stdout=self.log, stderr=self.log, cwd=self.directory, env=environment)
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.child.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"{self.name} does not accept connections: {open(self.log.name).read()}")
                time.sleep(0.002)

    def cpu(self):
        """Seconds so far, of user and of kernel."""
        fields = open(f"/proc/{self.child.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self, what):
        """In MB: VmRSS now, VmHWM at most."""
        status = open(f"/proc/{self.child.pid}/status").read()
        return int(re.search(rf"{what}:\s+(\d+) kB", status).group(1)) / 1024

    def written(self):
        """Bytes that it caused to be written to the disk, in whole pages."""
        io = open(f"/proc/{self.child.pid}/io").read()
        return int(re.search(r"^write_bytes: (\d+)", io, re.M).group(1))

    def stop(self):
        self.child.terminate()
        self.child.wait(20)
        self.log.close()


def mosquitto(directory, persistent=False):
    port = free_port()
    config = os.path.join(directory, f"mosquitto-{port}.conf")
    with open(config, "w") as f:
        f.write(f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nmax_queued_messages 0\n")
        if os.geteuid() == 0:
            f.write("user root\n")
        if persistent:
            f.write(f"persistence true\npersistence_location {directory}/\n")
    return Broker("mosquitto", ["mosquitto", "-c", config], directory, port)


def meetpost(directory, persistent=False):
    port = free_port()
    command = [LAUNCHER, "broker", "--port", str(port)]
    if persistent:
        config = os.path.join(directory, f"meetpost-{port}.yaml")
        with open(config, "w") as f:
            f.write(f"broker:\n  data: {directory}/meetpost-{port}\n  sync: 1s\n")
        command += ["--config", config]
    return Broker("meetpost", command, directory, port)


def relay(directory):
    port = free_port()
    return Broker("relay", ["java", *FLAGS, "-cp", f"{directory}:{JAR}", "Relay", str(port)], directory, port)


def compile_load(directory):
    """Puts the classes of all Java files here into `directory`."""
    sources = [os.path.join(HERE, name) for name in sorted(os.listdir(HERE)) if name.endswith(".java")]
    subprocess.run(["javac", "-cp", JAR, "-d", directory, *sources], check=True)


def load(directory, *arguments):
    """Runs the load; gives what it prints, by name."""
    command = ["java", "-XX:+UseSerialGC", "-cp", directory, "Load", *map(str, arguments)]
    out = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in (pair.split("=") for pair in out.stdout.split())}


def connect(port, name, clean):
    """A connection to a broker, after CONNACK."""
    one = socket.create_connection(("127.0.0.1", port), 10)
    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    body = b"\x00\x04MQTT\x04" + bytes([2 if clean else 0]) + b"\x00\x00" + len(name).to_bytes(2, "big") + name
    one.sendall(bytes([0x10, len(body)]) + body)
    one.recv(4)
    return one

"""The emulated board: starts it, runs shell commands in it."""
import os
import shutil
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BROKER = "10.0.2.100"


class Guest:
    """A board made of `image` (vmlinuz, base.cpio) with the files of `app` under /app.

    It reaches one TCP port of this machine, `broker_port`, as 10.0.2.100:1883, and nothing else. What it writes to
    `disk` is forgotten. `init` is its first process, instead of the image's own.
    """

    def __init__(self, image, app, work, broker_port, disk=None, init="/init"):
        self._socket_path = f"{work}/control"
        self.console = f"{work}/console.log"
        initrd = f"{work}/initrd.cpio"
        # The kernel unpacks one archive after the other.
        shutil.copyfile(f"{image}/base.cpio", initrd)
        with open(initrd, "ab") as out:
            names = subprocess.run(["find", "app"], cwd=app, stdout=subprocess.PIPE, check=True)
            subprocess.run(["cpio", "-o", "-H", "newc", "--quiet", "-R", "0:0"],
                           cwd=app, input=names.stdout, stdout=out, check=True)
        pipe = f"{sys.executable} {HERE}/pipe.py {broker_port}"
        self._qemu = subprocess.Popen([
            "qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a72", "-smp", "2", "-m", "1536",
            "-display", "none", "-serial", f"file:{self.console}", "-no-reboot",
            "-kernel", f"{image}/vmlinuz", "-initrd", initrd,
            "-append", f"console=ttyAMA0 panic=-1 quiet rdinit={init}",
            *(["-drive", f"file={disk},if=virtio,format=raw,snapshot=on"] if disk else []),
            "-netdev", f"user,id=net,restrict=on,guestfwd=tcp:{BROKER}:1883-cmd:{pipe}",
            "-device", "virtio-net-pci,netdev=net,romfile=", "-device", "virtio-rng-pci",
            "-device", "virtio-serial-pci",
            "-chardev", f"socket,path={self._socket_path},server=on,wait=off,id=control",
            "-device", "virtserialport,chardev=control,name=control"])
        self._control = self._connect()

    def _connect(self):
        end = time.monotonic() + 30
        while True:
            control = socket.socket(socket.AF_UNIX)
            try:
                control.connect(self._socket_path)
                return control
            except OSError:
                control.close()
                if time.monotonic() > end or self._qemu.poll() is not None:
                    raise RuntimeError("QEMU does not start")
                time.sleep(0.1)

    def __call__(self, command, timeout=120):
        """Runs one line of shell; gives its exit status and its output."""
        self._control.settimeout(timeout)
        self._control.sendall(command.encode() + b"\n")
        answer = b""
        while b"\x04" not in answer or not answer.partition(b"\x04")[2].endswith(b"\n"):
            received = self._control.recv(65536)
            if not received:
                raise RuntimeError(f"the guest is gone; see {self.console}")
            answer += received
        output, _, status = answer.partition(b"\x04")
        return int(status), output.decode(errors="replace").rstrip("\n")

    def text(self, command, timeout=120):
        """The output of a command that must succeed."""
        status, output = self(command, timeout)
        if status != 0:
            raise RuntimeError(f"in the guest: {command}: {output}")
        return output

    def close(self):
        """Switches the board off."""
        try:
            self._control.sendall(b"poweroff -f\n")
            self._qemu.wait(20)
        except (OSError, subprocess.TimeoutExpired):
            self._qemu.kill()
            self._qemu.wait()
        self._control.close()

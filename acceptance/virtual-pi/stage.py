"""What every round on the emulated board has: its beginning and end, its checks, and the wires as the guest sees them."""
import os
import re
import shutil
import tempfile
import time

from broker import Broker
from guest import Guest

# The calibration of the worked example in BST-BMP280-DS001 section 3.12, and H1 75, H2 362, H3 0, H4 313, H5 50, H6 30.
BME280 = {
    0xD0: "60",
    0x88: "706B436718FC7D8E43D6D00B270B8C00F9FF8C3CF8C67017004B",
    0xE1: "6A01001329031E",
    0xF7: "655AC07EED006E70",
}


class Stage:

    def __init__(self, guest, broker):
        self.guest = guest
        self.broker = broker
        self.passed = 0
        self.failed = 0
        self.begun = time.monotonic()

    def check(self, name, body):
        try:
            body()
            self.passed += 1
            outcome = "ok  "
        except Exception as e:  # whatever it is, the next check is made
            self.failed += 1
            outcome = "FAIL"
            name += f"\n       {type(e).__name__}: {e}"
        print(f"{time.monotonic() - self.begun:6.1f} s  {outcome}  {name}", flush=True)

    def until(self, condition, bound, text):
        end = time.monotonic() + bound
        while not (found := condition()):
            assert time.monotonic() < end, f"not within {bound} s: {text() if callable(text) else text}"
            time.sleep(0.2)
        return found

    def hilsim(self, file, words):
        self.guest.text(f'echo "{words}" > $HILSIM/{file}')

    def plug_bme280(self):
        self.hilsim("i2c_add", "0x76 b")
        for register, content in BME280.items():
            self.hilsim("i2c_poke", f"0x76 {register:#x} {content}")

    def level(self, gpio):
        return self.guest.text(f"cat $GPIO/sim_gpio{gpio}/value")

    def trace_levels(self):
        self.guest.text("echo 1 > /sys/kernel/tracing/events/gpio/gpio_value/enable")

    def clear_trace(self):
        self.guest.text("echo > /sys/kernel/tracing/trace")

    def levels_driven(self, gpio):
        """Each level that the kernel was told to drive since the trace was cleared; it counts all lines of all chips."""
        label = self.guest.text("grep -l pinctrl-bcm2711 /sys/class/gpio/gpiochip*/label")
        line = int(re.search(r"gpiochip(\d+)/label", label).group(1)) + gpio
        trace = self.guest.text(f"grep -o 'gpio_value: *{line} set .' /sys/kernel/tracing/trace || true")
        return "".join(row[-1] for row in trace.splitlines())


def play(round_of, image, files, log, *start):
    """One round: files are {name in /app: path}, log is the guest's command that shows what went wrong, start goes to Guest.
    The last line says how it went; returns the exit status."""
    work = tempfile.mkdtemp(prefix="virtual-pi-")
    os.makedirs(f"{work}/files/app")
    for name, path in files.items():
        shutil.copy(path, f"{work}/files/app/{name}")
    broker = Broker(work)
    guest = None
    try:
        guest = Guest(image, f"{work}/files", work, broker.port, *start)
        steps = round_of(guest, broker)
        steps.run()
        if steps.failed:
            print(f"--- {log}\n" + guest(log)[1])
    finally:
        if guest is not None:
            guest.close()
        if os.environ.get("MEETPOST_KEEP"):
            shutil.copy(f"{work}/console.log", os.environ["MEETPOST_KEEP"])
        broker.close()
        shutil.rmtree(work)
    print(f"{steps.passed} passed, {steps.failed} failed")
    return 1 if steps.failed else 0

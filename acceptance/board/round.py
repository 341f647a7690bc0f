#!/usr/bin/env python3
"""round.py IMAGE DISK PACKAGE: one round of our package under systemd on the emulated board.

Each check prints a line; the last line is `N passed, M failed`, and the exit status is 0 only if none failed. A check
never asserts how fast something is: on the emulated processor Java is about thirty times slower than on the host.
"""
import json
import os
import re
import shutil
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "virtual-pi"))
from broker import Broker  # noqa: E402
from guest import Guest  # noqa: E402
from round import BME280  # noqa: E402

STARTED = 420
SOON = 90
# For a processor this slow, and the name of the board, which ProtectProc= would uncover; everything else of the unit is
# as the package has it.
SLOW = ("[Service]\\nTimeoutStartSec=15min\\nTimeoutStopSec=3min\\nTimeoutAbortSec=2s\\nWatchdogSec=90s\\n"
        "BindReadOnlyPaths=/run/cpuinfo:/proc/cpuinfo\\n")
CGROUP = "/sys/fs/cgroup/system.slice/meetpost.service/cgroup.procs"


class Round:

    def __init__(self, guest, broker):
        self.guest = guest
        self.broker = broker
        self.passed = 0
        self.failed = 0
        self.begun = time.monotonic()

    # --- words ---

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

    def hilsim(self, file, words):
        self.guest.text(f'echo "{words}" > $HILSIM/{file}')

    def until(self, condition, bound, text):
        end = time.monotonic() + bound
        while not (found := condition()):
            assert time.monotonic() < end, f"not within {bound} s: {text() if callable(text) else text}"
            time.sleep(0.5)
        return found

    def level(self, gpio):
        return self.guest.text(f"cat $GPIO/sim_gpio{gpio}/value")

    def levels_driven(self, gpio):
        """Each level that the kernel was told to drive since the trace was cleared."""
        label = self.guest.text("grep -l pinctrl-bcm2711 /sys/class/gpio/gpiochip*/label")
        line = int(re.search(r"gpiochip(\d+)/label", label).group(1)) + gpio
        trace = self.guest.text(f"grep -o 'gpio_value: *{line} set .' /sys/kernel/tracing/trace || true")
        return "".join(row[-1] for row in trace.splitlines())

    def clear_trace(self):
        self.guest.text("echo > /sys/kernel/tracing/trace")

    def journal(self):
        return self.guest.text("journalctl -u meetpost --no-pager -o cat")

    def pid(self):
        return self.guest.text("systemctl show meetpost --value -p MainPID").strip()

    def online(self, mark):
        self.broker.expect("apparaten/board/status", "online", mark, STARTED)
        self.until(lambda: self.guest.text("systemctl show meetpost --value -p ActiveState").strip() == "active",
                   STARTED, "it is ready")

    # --- the round ---

    def boots(self):
        self.guest.text("true", 600)
        self.until(lambda: self.guest("systemctl is-system-running")[1].strip() in ("running", "degraded"), 300,
                   lambda: self.guest("systemctl list-jobs --no-pager")[1])

    def installs(self):
        mark = self.broker.now()
        self.guest.text("mkdir -p /etc/meetpost /etc/systemd/system/meetpost.service.d"
                        " && cp /app/meetpost.yaml /etc/meetpost"
                        f" && printf '{SLOW}' > /etc/systemd/system/meetpost.service.d/slow.conf"
                        # Nothing but time would come of it here.
                        " && systemctl mask -q meetpost-archive")
        said = self.guest.text("dpkg --force-confold -i /app/meetpost.deb", 2 * STARTED)
        assert "Next:" in said and "3." in said, said
        self.online(mark)

    def devices_belong_to_their_groups(self):
        modes = self.guest.text("stat -c '%a %G' /dev/gpiochip* /dev/i2c-1")
        assert set(modes.splitlines()) == {"660 gpio", "660 i2c"}, modes

    def has_no_rights(self):
        status = self.guest.text(f"cat /proc/{self.pid()}/status")
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        assert fields["CapEff"].strip("0") == "" and fields["NoNewPrivs"] == "1" and fields["Seccomp"] == "2", status
        assert "0" not in fields["Uid"].split(), status

    def reads_the_buses(self):
        self.broker.expect("sensoren/temperatuur", 21.5, 0, SOON)
        self.broker.expect("sensoren/kas/temperatuur", 25.08, 0, SOON)
        mark = self.broker.now()
        self.hilsim("w1_temp", "0 -10500")
        self.hilsim("i2c_poke", "0x76 0xF7 655AC07EED007530")
        self.broker.expect("sensoren/temperatuur", -10.5, mark, SOON)
        self.broker.expect("sensoren/kas/vochtigheid", 55, mark, SOON)

    def switches(self, actuator, state):
        mark = self.broker.now()
        self.broker.publish(f"actuatoren/{actuator}/set", state)
        answer = json.loads(self.broker.expect(f"actuatoren/{actuator}/result", re.compile("accepted"), mark, SOON))
        assert answer["accepted"] is True and answer["state"] == state, answer

    def drives_its_lines(self):
        assert self.level(17) == "0" and self.level(22) == "1", "not at their start level"
        self.switches("pomp", "ON")
        assert self.level(17) == "1", "GPIO 17 did not follow"

    def is_refused_other_devices(self):
        within = f"echo $$ > {CGROUP};"
        status, said = self.guest(f"sh -c '{within} head -c 1 /dev/vda > /dev/null'")
        assert status != 0 and "Operation not permitted" in said, said
        self.guest.text(f"sh -c '{within} exec 3<>/dev/i2c-1'")

    def unpacks_nothing(self):
        libraries = self.guest.text(f"grep -o '/[^ ]*[.]so[^ ]*' /proc/{self.pid()}/maps | sort -u")
        assert "/usr/lib/meetpost/native/aarch64/" in libraries, libraries
        left = self.guest.text("find /tmp /var/tmp -path '*meetpost*' -type f")
        assert left == "" and "/tmp/" not in libraries, left + libraries

    def a_crash_is_made_safe_in_no_time_and_ends_in_a_restart(self):
        self.switches("pomp", "ON")
        self.clear_trace()
        mark = self.broker.now()
        self.guest.text(f"kill -KILL {self.pid()}")
        self.until(lambda: "(signal): outputs to at-crash, by gpioset" in self.journal(), SOON, self.journal)
        assert self.levels_driven(17).startswith("0"), "pomp: " + self.levels_driven(17)
        assert self.levels_driven(22).startswith("1"), "klep: " + self.levels_driven(22)
        self.broker.expect("apparaten/board/status", "offline", mark, SOON)
        self.online(mark)

    def a_hang_ends_in_a_restart_by_the_watchdog(self):
        mark = self.broker.now()
        self.guest.text(f"kill -STOP {self.pid()}")
        self.until(lambda: "meetpost.service: Watchdog timeout" in self.journal(), 240, self.journal)
        self.until(lambda: "(watchdog): outputs to at-crash, by gpioset" in self.journal(), SOON, self.journal)
        self.online(mark)

    def a_stop_leaves_the_stop_levels(self):
        self.switches("pomp", "ON")
        self.clear_trace()
        mark = self.broker.now()
        self.guest.text("systemctl stop meetpost", 240)
        assert self.levels_driven(17).endswith("0"), "pomp is not off: " + self.levels_driven(17)
        assert self.levels_driven(22).endswith("0"), "klep is not on: " + self.levels_driven(22)
        self.broker.expect("apparaten/board/status", "offline", mark, SOON)
        said = self.guest.text("systemctl show meetpost -p Result,ExecMainStatus")
        assert "Result=success" in said and "ExecMainStatus=0" in said, said

    def run(self):
        self.check("systemd comes up", self.boots)
        self.hilsim("w1_temp", "0 21500")
        self.hilsim("i2c_add", "0x76 b")
        for register, content in BME280.items():
            self.hilsim("i2c_poke", f"0x76 {register:#x} {content}")
        self.guest.text("echo 1 > /sys/kernel/tracing/events/gpio/gpio_value/enable")
        self.check("the package installs, and its service is online", self.installs)
        if self.failed:
            return
        for name, body in (
                ("the devices belong to the groups gpio and i2c", self.devices_belong_to_their_groups),
                ("the service has no rights", self.has_no_rights),
                ("it reads 1-wire and I2C", self.reads_the_buses),
                ("it drives its lines", self.drives_its_lines),
                ("a device that it is not allowed is refused", self.is_refused_other_devices),
                ("its native libraries are the package's, and nothing is unpacked", self.unpacks_nothing),
                ("kill -9: outputs at at-crash by gpioset, then a restart",
                 self.a_crash_is_made_safe_in_no_time_and_ends_in_a_restart),
                ("a hang: the watchdog, at-crash, a restart", self.a_hang_ends_in_a_restart_by_the_watchdog),
                ("a stop leaves the stop levels", self.a_stop_leaves_the_stop_levels)):
            self.check(name, body)


def main():
    image, disk, package = sys.argv[1:]
    work = tempfile.mkdtemp(prefix="board-")
    os.makedirs(f"{work}/files/app")
    shutil.copy(package, f"{work}/files/app/meetpost.deb")
    shutil.copy(f"{HERE}/meetpost.yaml", f"{work}/files/app")
    shutil.copy(f"{HERE}/guest/init", f"{work}/files/app")
    broker = Broker(work)
    guest = None
    try:
        guest = Guest(image, f"{work}/files", work, broker.port, disk, "/app/init")
        steps = Round(guest, broker)
        steps.run()
        if steps.failed:
            print("--- the journal ---\n" + guest("journalctl -u meetpost --no-pager -o short-monotonic | tail -n 80")[1])
    finally:
        if guest is not None:
            guest.close()
        if os.environ.get("MEETPOST_KEEP"):
            shutil.copy(f"{work}/console.log", os.environ["MEETPOST_KEEP"])
        broker.close()
        shutil.rmtree(work)
    print(f"{steps.passed} passed, {steps.failed} failed")
    return 1 if steps.failed else 0


if __name__ == "__main__":
    sys.exit(main())

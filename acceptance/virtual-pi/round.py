#!/usr/bin/env python3
"""round.py IMAGE JAR: one round of the packaged program on the emulated board.

Each check prints a line; the last line is `N passed, M failed`, and the exit status is 0 only if none failed. A check
never asserts how fast something is: on the emulated processor Java is about thirty times slower than on the host.
"""
import json
import os
import re
import socket
import sys

from program import SOON, Program
from stage import play

HERE = os.path.dirname(os.path.abspath(__file__))
STARTED = 180


class Round(Program):

    def reaches_only_the_broker(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            status, _ = self.guest(f"nc -w 5 10.0.2.2 {other.getsockname()[1]} < /dev/null")
            assert status != 0, "the guest reaches another port of this machine"

    def is_born(self):
        self.broker.expect("apparaten/virtual-pi/status", "online", 0, STARTED)
        info = json.loads(self.broker.expect("apparaten/virtual-pi/info", re.compile("{"), 0, SOON))
        assert "Raspberry Pi 4" in info["board"], info

    def takes_its_pins_at_their_start_level(self):
        assert self.level(17) == "0", "pomp is off"
        assert self.level(22) == "1", "klep is active low, and off"
        assert set(self.levels_driven(17)) == {"0"}, self.levels_driven(17)
        assert set(self.levels_driven(22)) == {"1"}, self.levels_driven(22)
        self.broker.expect("actuatoren/pomp", "OFF", 0, SOON)
        self.broker.expect("actuatoren/klep", "OFF", 0, SOON)

    def reads_three_parts(self):
        self.broker.expect("sensoren/temperatuur", 21.5, 0, SOON)
        self.broker.expect("sensoren/kast", 25.31, 0, SOON)
        self.broker.expect("sensoren/kas/temperatuur", 25.08, 0, SOON)
        self.broker.expect("sensoren/kas/vochtigheid", 45.4, 0, SOON)
        self.broker.expect("sensoren/kas/luchtdruk", 1006.53, 0, SOON)
        for sensor in ("temperatuur", "kast", "kas"):
            self.broker.expect(f"sensoren/{sensor}/status", "online", 0, SOON)
        assert self.broker.retained("sensoren/temperatuur") is not None, "not retained"

    def follows_changed_values(self):
        mark = self.broker.now()
        self.hilsim("w1_temp", "0 -10500")
        self.hilsim("i2c_poke", "0x48 0 F600")
        self.hilsim("i2c_poke", "0x76 0xF7 655AC07EED007530")
        self.broker.expect("sensoren/temperatuur", -10.5, mark, SOON)
        self.broker.expect("sensoren/kast", -10, mark, SOON)
        self.broker.expect("sensoren/kas/vochtigheid", 55, mark, SOON)

    def notices_a_part_that_is_pulled_off(self):
        mark = self.broker.now()
        self.hilsim("i2c_del", "0x48")
        self.fault("kast", "no-answer", mark)
        later = self.broker.now()
        self.hilsim("w1_temp", "0 18500")
        self.broker.expect("sensoren/temperatuur", 18.5, later, SOON)
        assert not self.broker.since(later, "sensoren/kast"), "a value of a part that is not there"

    def takes_it_again_when_it_is_put_back(self):
        mark = self.broker.now()
        self.plug_tmp102("1280")
        self.broker.expect("sensoren/kast", 18.5, mark, SOON)
        self.cured("kast", mark)

    def refuses_another_part_in_its_place(self):
        mark = self.broker.now()
        self.hilsim("i2c_del", "0x76")
        self.fault("kas", "no-answer", mark)
        mark = self.broker.now()
        self.plug_bme280()
        self.hilsim("i2c_poke", "0x76 0xD0 58")
        self.fault("kas", "wrong-device", mark)
        mark = self.broker.now()
        self.hilsim("i2c_poke", "0x76 0xD0 60")
        self.broker.expect("sensoren/kas/vochtigheid", 45.4, mark, SOON)
        self.cured("kas", mark)

    def survives_a_bus_that_fails(self):
        mark = self.broker.now()
        self.hilsim("i2c_fail", "0x48 -5 4")
        self.fault("kast", "bus", mark)
        mark = self.broker.now()
        self.hilsim("i2c_poke", "0x48 0 1290")
        self.broker.expect("sensoren/kast", 18.56, mark, SOON)
        self.cured("kast", mark)

    def publishes_nothing_with_a_wrong_checksum(self):
        self.hilsim("w1_temp", "0 33500")
        mark = self.broker.now()
        self.hilsim("w1_fault", "0 1")
        # w1_therm since Linux 5.10 gives an empty file where no attempt had a right checksum.
        self.fault("temperatuur", "no-answer", mark)
        assert "33.5" not in "".join(self.broker.since(mark, "sensoren/temperatuur"))
        self.hilsim("w1_temp", "0 19500")
        mark = self.broker.now()
        self.hilsim("w1_fault", "0 0")
        self.broker.expect("sensoren/temperatuur", 19.5, mark, SOON)
        self.cured("temperatuur", mark)

    def tells_power_on_from_85_degrees(self):
        mark = self.broker.now()
        self.hilsim("w1_fault", "0 3")
        self.fault("temperatuur", "not-ready", mark, "(85 °C, byte 6 is 0x0C)")
        assert not [value for value in self.broker.since(mark, "sensoren/temperatuur")
                    if value.startswith("85")], "the power-on value was published"
        mark = self.broker.now()
        self.hilsim("w1_temp", "0 85000")
        self.hilsim("w1_fault", "0 0")
        self.broker.expect("sensoren/temperatuur", 85, mark, SOON)
        self.cured("temperatuur", mark)

    def notices_a_1_wire_part_that_is_pulled_off(self):
        mark = self.broker.now()
        self.hilsim("w1_fault", "0 2")
        self.fault("temperatuur", "no-answer", mark)
        mark = self.broker.now()
        self.hilsim("w1_temp", "0 20500")
        self.hilsim("w1_fault", "0 0")
        self.broker.expect("sensoren/temperatuur", 20.5, mark, SOON)
        self.cured("temperatuur", mark)

    def sees_a_button(self):
        self.broker.expect("ingangen/deur", "OFF", 0, SOON)
        for way, state in (("down", "ON"), ("up", "OFF"), ("down", "ON"), ("up", "OFF")):
            mark = self.broker.now()
            self.pull(27, way)
            self.broker.expect("ingangen/deur", state, mark, SOON)

    def moves_a_pin_on_command(self):
        self.command("pomp", "ON", "ON")
        self.expect_level(17, "1")
        self.command("klep", "ON", "ON")
        self.expect_level(22, "0")
        self.command("klep", "toggle", "OFF")
        self.expect_level(22, "1")

    def leaves_its_will_when_it_is_killed(self):
        mark = self.broker.now()
        self.end("KILL")
        self.broker.expect("apparaten/virtual-pi/status", "offline", mark, SOON)
        assert self.broker.retained("apparaten/virtual-pi/status") == "offline", "not retained"

    def is_not_moved_by_a_retained_command(self):
        self.broker.publish("actuatoren/pomp/set", "ON", "-r")
        self.clear_trace()
        mark = self.broker.now()
        self.start()
        self.broker.expect("apparaten/virtual-pi/status", "online", mark, STARTED)
        answer = json.loads(self.broker.expect("actuatoren/pomp/result", re.compile("accepted"),
                                               mark, SOON))
        assert answer["accepted"] is False and answer["reason"] == "retained", answer
        self.broker.expect("sensoren/temperatuur", 20.5, mark, SOON)
        assert self.level(17) == "0", "the pin moved"
        assert set(self.levels_driven(17)) == {"0"}, self.levels_driven(17)
        self.broker.publish("actuatoren/pomp/set", "", "-r")

    def stops_in_order(self):
        self.command("pomp", "ON", "ON")
        self.expect_level(17, "1")
        self.clear_trace()
        mark = self.broker.now()
        status = self.end("TERM")
        assert status == "0", f"exit status {status}"
        self.broker.expect("apparaten/virtual-pi/status", "offline", mark, SOON)
        assert self.levels_driven(17).endswith("0"), "pomp is not off: " + self.levels_driven(17)
        assert self.levels_driven(22).endswith("0"), "klep is not on: " + self.levels_driven(22)
        self.broker.expect("actuatoren/pomp", "OFF", mark, SOON)
        self.broker.expect("actuatoren/klep", "ON", mark, SOON)
        statuses = [payload for topic, payload in self.broker.since(mark)
                    if topic == "apparaten/virtual-pi/status"]
        assert statuses == ["offline"], statuses

    def scans_its_buses(self):
        found = self.guest.text("$JAVA -jar /app/meetpost.jar scan --identify 2>/dev/null")
        for line in ("0x4A  UU  the kernel's driver dummy has it", "0x76  bosch,bme280 (D0 r 60)",
                     "  bme280:\n    part: bosch,bme280\n    address: 0x76",
                     "    part: maxim,ds18b20\n    rom: 28-000048494c01"):
            assert line in found, f"no {line!r} in:\n{found}"

    def doctor_finds_what_is_wrong(self):
        status, said = self.guest("$JAVA -jar /app/meetpost.jar doctor --config /app/missing.yaml")
        assert status == 1, said
        for line in ("ok    board       Raspberry Pi 4 Model B Rev 1.4",
                     "ok    i2c         /dev/i2c-1",
                     "fail  i2c         there is no /dev/i2c-7",
                     "0x4A of kernel belongs to the kernel's driver dummy",
                     "is not on the bus, which has 28-000048494c01",
                     "ok    gpio        the header's chip is pinctrl-bcm2711",
                     'GPIO 26 (lamp) is held by another program or driver, as "kernel led"',
                     "ok    broker      mqtt://10.0.2.100:1883 lets us in"):
            assert line in said, f"no {line!r} in:\n{said}"

    def says_what_is_missing_or_taken(self):
        self.hilsim("i2c_add", "0x49 w")
        self.hilsim("i2c_poke", "0x49 0 85838583")
        mark = self.broker.now()
        self.start("missing.yaml")
        self.broker.expect("apparaten/virtual-pi/status", "online", mark, STARTED)
        self.fault("elders", "no-answer", mark, "28-000048494c01")
        self.fault("kast", "bus", mark, "there is no /dev/i2c-7")
        self.fault("kernel", "bus", mark, "kernel's driver dummy")
        self.fault("vreemd", "wrong-device", mark, "0x8583")
        self.broker.expect("sensoren/temperatuur", 20.5, mark, SOON)
        self.broker.publish("actuatoren/lamp/set", "ON")
        answer = json.loads(self.broker.expect("actuatoren/lamp/result", re.compile("accepted"),
                                               mark, SOON))
        assert answer["accepted"] is False and answer["reason"] == "output-fault", answer
        self.command("pomp", "ON", "ON")
        self.expect_level(17, "1")
        log = self.guest.text("cat /tmp/meetpost.log")
        assert 'as "kernel led"' in log, "the log does not name the holder of GPIO 26"
        assert self.end("TERM") == "0", self.guest.text("cat /tmp/exit")

    def says_which_groups_a_user_needs(self):
        self.guest.text("mkdir -p /run/nobody && chown nobody /run/nobody && chmod 777 /tmp"
                        " && sed 's#/run/board#/run/nobody#' meetpost.yaml > nobody.yaml"
                        " && chmod 666 /tmp/meetpost.log")
        mark = self.broker.now()
        self.start("nobody.yaml", user="nobody")
        self.broker.expect("apparaten/virtual-pi/status", "online", mark, STARTED)
        self.fault("kast", "permission", mark, "usermod -aG i2c")
        self.broker.expect("sensoren/temperatuur", 20.5, mark, SOON)
        log = self.guest.text("cat /tmp/meetpost.log")
        assert "usermod -aG gpio" in log, "the log does not say which group may take a line"
        assert self.end("TERM") == "0", self.guest.text("cat /tmp/exit")

    def never_shows_a_stack_trace(self):
        status, lines = self.guest(r"grep -n -A 3 -e '^\s*at ' -e 'Exception' /tmp/meetpost.log")
        assert status != 0, lines

    def run(self):
        print("kernel " + self.guest.text("uname -r"), flush=True)
        self.check("the guest reaches the broker's port and no other", self.reaches_only_the_broker)
        self.hilsim("w1_temp", "0 21500")
        self.plug_tmp102("1950")
        self.plug_bme280()
        self.trace_levels()
        self.start()
        self.check("it is online, and says on which board", self.is_born)
        if self.failed > 1 or not self.broker.since(0, "apparaten/virtual-pi/status"):
            return
        for name, body in (
                ("each output has its start level from the first moment",
                 self.takes_its_pins_at_their_start_level),
                ("three parts are read through the kernel", self.reads_three_parts),
                ("changed values arrive", self.follows_changed_values),
                ("a part that is pulled off is a fault, the others go on",
                 self.notices_a_part_that_is_pulled_off),
                ("put back, it is read again", self.takes_it_again_when_it_is_put_back),
                ("another part in its place is refused", self.refuses_another_part_in_its_place),
                ("a bus that fails is a fault, and cured", self.survives_a_bus_that_fails),
                ("a wrong checksum is no value", self.publishes_nothing_with_a_wrong_checksum),
                ("85 °C after power-on is no value, a real one is",
                 self.tells_power_on_from_85_degrees),
                ("a 1-wire part that is pulled off is a fault, and cured",
                 self.notices_a_1_wire_part_that_is_pulled_off),
                ("a button is seen", self.sees_a_button),
                ("a command moves a pin, as the kernel sees it", self.moves_a_pin_on_command),
                ("kill -9 leaves the will", self.leaves_its_will_when_it_is_killed),
                ("a retained command does not move a pin", self.is_not_moved_by_a_retained_command),
                ("SIGTERM: stop levels, last states, offline, end", self.stops_in_order),
                ("scan finds each part, and what the kernel holds", self.scans_its_buses),
                ("doctor finds what is missing or taken", self.doctor_finds_what_is_wrong),
                ("what is missing or taken is said in one line, the rest works",
                 self.says_what_is_missing_or_taken),
                ("a user without the groups is told which", self.says_which_groups_a_user_needs),
                ("no stack trace was logged", self.never_shows_a_stack_trace)):
            self.check(name, body)


def main():
    image, jar = sys.argv[1:]
    files = {"meetpost.jar": jar} | {name: f"{HERE}/{name}" for name in ("meetpost.yaml", "missing.yaml")}
    return play(Round, image, files, "tail -n 60 /tmp/meetpost.log")


if __name__ == "__main__":
    sys.exit(main())

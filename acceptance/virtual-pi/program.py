"""The packaged program on the emulated board: starting and ending it, and what is expected of it in many places."""
import json
import re

from stage import Stage

JAVA = ("$JAVA -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -Xshare:auto"
        " -jar /app/meetpost.jar run --config /app/")
SOON = 60


class Program(Stage):

    def plug_tmp102(self, register):
        self.hilsim("i2c_add", "0x48 w")
        self.hilsim("i2c_poke", f"0x48 0 {register}60A0")

    def expect_level(self, gpio, wanted):
        self.until(lambda: self.level(gpio) == wanted, SOON, lambda: f"GPIO {gpio} is {self.level(gpio)}, expected {wanted}")

    def pull(self, gpio, way):
        self.guest.text(f"echo pull-{way} > $GPIO/sim_gpio{gpio}/pull")

    def start(self, settings="meetpost.yaml", user="root"):
        # Nothing in the background may hold the pipe that the command's output comes through.
        self.guest.text("rm -f /tmp/exit")
        command = f"{JAVA}{settings} >> /tmp/meetpost.log 2>&1; echo $? > /tmp/exit"
        self.guest.text(f"su -s /bin/sh {user} -c '{command}' > /dev/null 2>&1 &")

    def pid(self):
        return self.guest.text("pidof java")

    def end(self, signal):
        self.guest.text(f"kill -{signal} {self.pid()}")
        self.until(lambda: self.guest("cat /tmp/exit")[0] == 0, SOON, "its end")
        return self.guest.text("cat /tmp/exit")

    def fault(self, sensor, kind, mark, says=""):
        text = self.broker.expect(f"sensoren/{sensor}/fault", re.compile(f'"{kind}"'), mark, SOON)
        fault = json.loads(text)
        assert fault["kind"] == kind and fault["message"] and fault["count"] >= 1, text
        assert says in fault["message"], f"{fault['message']!r} does not say {says!r}"
        self.broker.expect(f"sensoren/{sensor}/status", "offline", mark, SOON)

    def cured(self, sensor, mark):
        self.broker.expect(f"sensoren/{sensor}/fault", "", mark, SOON)
        self.broker.expect(f"sensoren/{sensor}/status", "online", mark, SOON)

    def command(self, actuator, payload, state):
        mark = self.broker.now()
        self.broker.publish(f"actuatoren/{actuator}/set", payload)
        self.broker.expect(f"actuatoren/{actuator}", state, mark, SOON)
        answer = json.loads(self.broker.expect(f"actuatoren/{actuator}/result",
                                               re.compile("accepted"), mark, SOON))
        assert answer["accepted"] is True and answer["state"] == state, answer

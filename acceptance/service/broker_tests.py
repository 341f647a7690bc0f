"""Secrets, and the broker in a unit of its own."""

import os
import re

import harness
from harness import check, until
from machine import MOSQUITTO, SETTINGS, run, story

BROKER = "meetpost-broker"
CREDENTIAL = "/etc/credstore/mqtt-password"


def a_secret_is_a_credential_that_nobody_else_reads(place):
    machine = story["machine"]
    good = machine.text(SETTINGS)
    passwords = place.file("passwords", "")
    run("mosquitto_passwd", "-b", passwords, "kelder-pi", "hunter2")
    os.chmod(passwords, 0o644)
    broker = machine.mosquitto(place, f"listener 1884 127.0.0.1\npassword_file {passwords}\n")
    machine.write(SETTINGS, good.replace(
        "broker: {}", "mqtt: {url: mqtt://127.0.0.1:1884, username: kelder-pi, password-file: mqtt-password}"))
    mark = machine.journal()
    # Without it the unit gets as far as the settings (78), and not stuck before the program runs (243).
    machine("systemctl", "restart", "meetpost", bound=120, wrong=True)
    machine.logged("there is no file", mark)
    check(machine.show("ExecMainStatus") == "78", machine.show("ExecMainStatus"))
    machine.write(CREDENTIAL, "hunter2\n", 0o600)

    machine("systemctl", "start", "meetpost", bound=120)

    broker.expect("u'kelder-pi'", 60)
    given = "/run/credentials/meetpost.service/mqtt-password"
    refused = machine("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "cat", given, wrong=True)
    check("denied" in refused, refused)
    os.remove(machine.path(CREDENTIAL))
    machine.write(SETTINGS, good)
    machine.restart()


def a_broker_apart_says_who_has_its_port(place):
    machine = story["machine"]

    machine("systemctl", "start", BROKER, bound=60, wrong=True)

    machine.logged("1883", unit=BROKER)
    said = machine.journal(unit=BROKER)
    check("in use" in said or "taken" in said, said)
    check("Exception" not in said and "\tat " not in said, said)
    machine("systemctl", "stop", BROKER, bound=60)


def check_judges_secrets_as_the_service_would(place):
    machine = story["machine"]
    good = machine.text(SETTINGS)
    secret = "/etc/meetpost/mqtt-password"
    machine.write(SETTINGS, good.replace(
        "broker: {}", "mqtt: {url: mqtt://127.0.0.1:1884, username: kelder-pi, password-file: mqtt-password}"))
    machine.write(secret, "hunter2\n", 0o600)
    code, said = machine("sh", "-c", "meetpost check " + SETTINGS + "; echo $?").strip().rsplit("\n", 1)[::-1]
    check(code == "78" and f"{secret} may not be read by user meetpost, who runs the service" in said, said)
    for line in re.findall("`(sudo [^`]*)`", said):
        machine("sh", "-c", line)
    machine("meetpost", "check", SETTINGS)
    machine.restart()
    # The file of settings itself.
    os.chmod(machine.path(SETTINGS), 0o600)
    said = machine("meetpost", "check", SETTINGS, wrong=True)
    check(f"{SETTINGS} may not be read by user meetpost" in said, said)
    for line in re.findall("`(sudo [^`]*)`", said):
        machine("sh", "-c", line)
    machine("meetpost", "check", SETTINGS)
    machine.restart()
    # A credential needs no mode.
    os.remove(machine.path(secret))
    machine.write(CREDENTIAL, "hunter2\n", 0o600)
    machine("meetpost", "check", SETTINGS)
    machine.restart()
    os.remove(machine.path(CREDENTIAL))
    machine.write(SETTINGS, good)
    machine.restart()


def who_has_the_port_is_named_once_and_the_line_to_type_works(place):
    """Debian's Mosquitto holds 1883, and the settings want it for a broker of our own."""
    machine = story["machine"]
    good = machine.text(SETTINGS)
    machine.write("/etc/hosts", "127.0.0.1 localhost\n")
    machine("systemctl", "stop", "meetpost", bound=60)
    machine("sh", "-c", f"DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends {MOSQUITTO}/*.deb", bound=300)
    mark = machine.journal()

    machine("systemctl", "start", "meetpost", bound=120, wrong=True)

    until(lambda: machine.show("ActiveState") == "failed", 60, lambda: machine.journal("-n", "40"))
    said = machine.journal()[len(mark):]
    check(said.count("port 1883 is taken by a process of user mosquitto (mosquitto.service)") == 1, said)
    check("Exception" not in said and machine.show("NRestarts") == "0", said)
    doctor = machine("meetpost", "doctor", wrong=True)
    check("port 1883 is taken by mosquitto, process " in doctor and "(mosquitto.service)" in doctor, doctor)
    for text in (said, doctor):
        lines = [line.strip() for line in text.splitlines()]
        use = lines.index("1. use that broker instead of our own:")
        stop = lines.index("2. or stop it and use our own:")
        check(lines[stop + 1] == "sudo systemctl disable --now mosquitto.service", text)
    for line in lines[use + 1:stop]:
        machine("sh", "-c", line, bound=120)
    machine.active()
    check(machine.subscribed("sensoren/processor", "-h", "127.0.0.1") == "48.3", "the processor's temperature is on Mosquitto")
    machine.write(SETTINGS, good)
    for line in lines[stop + 1:stop + 3]:
        machine("sh", "-c", line, bound=120)
    machine.active()
    check(machine.show("ActiveState", "mosquitto") == "inactive", "Mosquitto is stopped")


def a_broker_apart_sends_the_will_of_an_agent_that_crashes(place):
    machine = story["machine"]
    good = machine.text(SETTINGS)
    machine.write(SETTINGS, good.replace("broker: {}", "#broker: {}"))
    machine("systemctl", "restart", "meetpost", bound=120)

    machine("systemctl", "enable", "--now", BROKER, bound=60)

    machine.active(unit=BROKER)
    presence = place.keep(harness.Process("nsenter", "-t", machine.pid, "-n", "mosquitto_sub", "-R",
                                          "-t", "apparaten/+/status"))
    presence.expect("online", 60)
    before = machine.active()
    machine("kill", "-KILL", before)
    presence.expect("offline")
    machine.restarted(before)
    # The other way round: now the agent's own broker finds the port taken.
    mark = machine.journal()
    machine.write(SETTINGS, good)
    machine("systemctl", "restart", "meetpost", bound=120, wrong=True)
    machine.logged("1883", mark)
    machine("systemctl", "disable", "--now", BROKER, bound=60)
    # It ended with 78, which is for settings: nobody starts it again but a person.
    machine("systemctl", "restart", "meetpost", bound=120)
    machine.active()


def a_reload_of_the_broker_apart_fails_where_its_file_is_wrong(place):
    machine = story["machine"]
    file = "/etc/meetpost/broker.yaml"
    good = machine.text(file)
    machine("systemctl", "stop", "meetpost", bound=60)
    machine("systemctl", "start", "meetpost-broker", bound=120)
    machine.write(file, "broker: [\n")
    code = machine("sh", "-c", "systemctl reload meetpost-broker 2>/dev/null; echo $?", bound=60).strip()
    check(code not in ("", "0"), f"the reload ended with {code}")
    status = machine.show("StatusText", "meetpost-broker")
    check(status.startswith(f"the new settings are refused, the old ones go on: {file}:"), status)
    machine.write(file, good)
    machine("systemctl", "reload", "meetpost-broker")
    status = machine.show("StatusText", "meetpost-broker")
    check(status.startswith("listens on "), status)
    machine("systemctl", "stop", "meetpost-broker")
    machine("systemctl", "start", "meetpost", bound=120)


TESTS = [a_secret_is_a_credential_that_nobody_else_reads, check_judges_secrets_as_the_service_would,
         who_has_the_port_is_named_once_and_the_line_to_type_works,
         a_broker_apart_says_who_has_its_port,
         a_broker_apart_sends_the_will_of_an_agent_that_crashes,
         a_reload_of_the_broker_apart_fails_where_its_file_is_wrong]

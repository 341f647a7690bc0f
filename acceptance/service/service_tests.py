"""The service while it runs: what systemd, its journal and its topics show."""

import os
import time

from harness import check, until
from machine import SETTINGS, UNIT, run, story

UNITS = ("meetpost.service", "meetpost-broker.service", "meetpost-archive.service")


def it_says_how_it_is(place):
    machine = story["machine"]

    check(machine.show("Type") == "notify", "it does not notify")
    until(lambda: "readings" in machine.show("StatusText"), 60, lambda: "status text: " + machine.show("StatusText"))


def it_reads_beside_the_service(place):
    said = story["machine"]("meetpost", "read", "processor")

    check("48.3" in said, said)


def it_answers_its_group_and_names_it_to_others(place):
    machine = story["machine"]
    stranger = ["setpriv", "--reuid=nobody", "--regid=nogroup"]

    said = machine(*stranger, "--groups=meetpost", "meetpost", "read", "processor")
    check("48.3" in said, said)
    for command in (["read", "processor"], ["scan"], ["record", "processor"], ["set", "pomp", "on"]):
        refused = machine(*stranger, "--clear-groups", "meetpost", *command, wrong=True)
        check('only its group may ask it: sudo usermod -aG meetpost "$USER"' in refused, refused)


def doctor_knows_the_service_and_its_broker(place):
    said = story["machine"]("meetpost", "doctor", wrong=True)

    for line in ("ok    instance    process ", f"ok    settings    {SETTINGS}\n", " lets us in\n",
                 "ok    service     meetpost.service is active"):
        check(line in said, f"no {line!r} in:\n{said}")


def the_process_has_no_rights_but_its_own(place):
    machine = story["machine"]

    status = machine("cat", f"/proc/{machine.active()}/status")
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)

    check(fields["CapEff"].strip("0") == "" and fields["CapBnd"].strip("0") == "", status)
    check(fields["NoNewPrivs"] == "1" and fields["Seccomp"] == "2", status)
    check("0" not in fields["Uid"].split(), status)
    groups = {machine("getent", "group", name).split(":")[2] for name in ("gpio", "i2c")}
    check(groups <= set(fields["Groups"].split()), status)
    limits = machine("cat", f"/proc/{machine.active()}/limits")
    check("Max core file size        0                    0" in limits, limits)


def systemd_finds_nothing_wrong_and_little_exposed(place):
    machine = story["machine"]

    for unit in UNITS:
        said = machine("systemd-analyze", "verify", "--man=no", f"/lib/systemd/system/{unit}")
        check(said == "", said)
        said = machine("systemd-analyze", "security", "--no-pager", unit)
        exposure = float(said.strip().splitlines()[-1].split(": ")[1].split()[0])
        check(exposure <= 1.7, f"{unit}: exposure {exposure}, at most 1.7\n{said}")


def no_java_warns_of_anything(place):
    machine = story["machine"]

    said = machine.journal() + machine.journal(unit="meetpost-archive")
    check("WARNING" not in said and "deprecated" not in said and "restricted" not in said, said)


def nothing_is_unpacked_where_programs_unpack(place):
    machine = story["machine"]
    machine.active()

    private = machine("sh", "-c", "find /tmp /var/tmp -mindepth 1 -path '*meetpost*' -type f")
    check(private == "", private)


def others_read_neither_state_nor_secrets(place):
    machine = story["machine"]
    secret = "/etc/meetpost/mqtt-password"
    machine.write(secret, "hunter2\n", 0o640)
    machine("chown", "root:meetpost", secret)

    for name in ("/var/lib/meetpost", "/run/meetpost"):
        mode = machine("stat", "-c", "%a %U", name).strip()
        check(mode == "750 meetpost", f"{name}: {mode}")
    machine("setpriv", "--reuid=meetpost", "--regid=meetpost", "--clear-groups", "cat", secret)
    refused = machine("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "cat", secret, wrong=True)
    check("denied" in refused, refused)
    os.remove(machine.path(secret))


def a_reload_takes_over_new_settings_and_refuses_wrong_ones(place):
    machine = story["machine"]
    process = machine.active()
    good = machine.text(SETTINGS)
    machine.write(SETTINGS, good.replace("decimals: 1", "decimals: 2"))

    machine("systemctl", "reload", "meetpost")

    run("timeout", "60", "nsenter", "-t", machine.pid, "-n", "sh", "-c",
        "mosquitto_sub -t sensoren/processor | grep -q -x -m 1 48.31")
    machine.write(SETTINGS, good.replace("decimals: 1", "decimals: many"))
    mark = machine.journal()
    code = machine("sh", "-c", "systemctl reload meetpost 2>/dev/null; echo $?", bound=60).strip()
    check(code not in ("", "0"), f"the reload ended with {code}")
    machine.logged("nothing of it was taken over", mark)
    refused = "the new settings are refused, the old ones go on: /etc/meetpost/meetpost.yaml:"
    check(machine.show("StatusText").startswith(refused), machine.show("StatusText"))
    check(refused in machine("systemctl", "status", "meetpost", "--no-pager", "-l"), "systemctl status says so")
    machine.write(SETTINGS, good)
    machine("systemctl", "reload", "meetpost")
    check("refused" not in machine.show("StatusText"), machine.show("StatusText"))
    machine("meetpost", "reload")
    check(machine.active() == process, "it is another process now")


def a_class_archive_is_made_at_the_first_start_and_used_at_the_next(place):
    machine = story["machine"]
    machine.logged("class archive made", bound=600, unit="meetpost-archive")
    size = os.path.getsize(machine.path("/var/lib/meetpost/java/classes"))
    check(size > 8_000_000, f"{size} bytes: it has not learned what the agent loads")

    process = machine.restart()

    check("/var/lib/meetpost/java/classes" in machine("cat", f"/proc/{process}/maps"), "it is not mapped")
    check(machine.journal(unit="meetpost-archive").count("class archive made") == 1, "made twice")


def a_spoilt_class_archive_costs_only_time(place):
    machine = story["machine"]
    mark = machine.journal(unit="meetpost-archive")
    # Another file in its place: the running JVM has the old one mapped.
    machine("sh", "-c", "cd /var/lib/meetpost/java && cp -p classes spoilt && truncate -s 3000000 spoilt && mv spoilt classes")

    machine("systemctl", "restart", "meetpost", bound=120, wrong=True)

    machine.active()
    check(machine.subscribed("sensoren/processor") == "48.3", machine.journal("-n", "30"))
    machine.logged("class archive made", mark, 600, "meetpost-archive")


def after_a_crash_it_starts_again(place):
    machine = story["machine"]
    before = machine.active()

    machine("kill", "-KILL", before)

    machine.restarted(before)
    machine.logged("(signal): outputs to at-crash: there are none")


def after_a_crash_outputs_are_driven_before_java_starts(place):
    machine = story["machine"]
    good = machine.text(SETTINGS)
    machine.write("/usr/local/bin/gpiodetect", "#!/bin/sh\necho 'gpiochip0 [pinctrl-bcm2711] (58 lines)'\n", 0o755)
    machine.write("/usr/local/bin/gpioset", "#!/bin/sh\n"
                  "[ \"$1\" != --version ] || { echo 'gpioset (libgpiod) v1.6.3'; exit 0; }\n"
                  "echo \"$@\" >>/var/lib/meetpost/driven\n", 0o755)
    machine.write(SETTINGS, good + "\nactuators:\n  pomp: {gpio: 17, active: low}\n  klep: {gpio: 22, at-crash: on}\n")
    before = machine.restart()
    mark = machine.journal()

    machine("kill", "-KILL", before)

    machine.logged("(signal): outputs to at-crash, by gpioset", mark)
    driven = machine.text("/var/lib/meetpost/driven")
    check(driven == "--mode=exit gpiochip0 17=1\n--mode=exit gpiochip0 22=1\n", driven)
    machine.restarted(before)
    for name in ("/usr/local/bin/gpiodetect", "/usr/local/bin/gpioset", "/var/lib/meetpost/driven"):
        os.remove(machine.path(name))
    before = machine.active()
    mark = machine.journal()
    # Without a tool the jar has to: here it says that this is no Raspberry Pi.
    machine("kill", "-KILL", before)
    machine.logged("pomp: not at its safe level", mark, 60)
    machine.write(SETTINGS, good)
    machine.restart()


def a_hang_ends_in_a_restart_by_the_watchdog(place):
    machine = story["machine"]
    machine.write(UNIT, "[Service]\nWatchdogSec=10s\nTimeoutAbortSec=1s\nTimeoutStopSec=15s\n")
    machine("systemctl", "daemon-reload")
    before = machine.restart()

    machine("kill", "-STOP", before)

    machine.restarted(before)
    check("meetpost.service: Watchdog timeout" in machine.journal(), machine.journal("-n", "30"))
    check("(watchdog): outputs to at-crash" in machine.journal(), machine.journal("-n", "30"))
    os.remove(machine.path(UNIT))
    machine("systemctl", "daemon-reload")


def a_stop_is_clean(place):
    machine = story["machine"]
    machine("systemctl", "reset-failed", "meetpost", wrong=True)
    mark = machine.journal()

    machine("systemctl", "stop", "meetpost", bound=60)

    shown = machine.shows("ActiveState", "Result", "ExecMainStatus")
    check(shown == {"ActiveState": "inactive", "Result": "success", "ExecMainStatus": "0"}, str(shown))
    check("at-crash" not in machine.journal()[len(mark):], machine.journal("-n", "20"))


def wrong_settings_stop_it_with_one_clear_message(place):
    machine = story["machine"]
    good = machine.text(SETTINGS)
    machine.write(SETTINGS, good.replace("part: linux,thermal", "part: linux,thermall"))
    mark = machine.journal()

    machine("systemctl", "start", "meetpost", bound=120, wrong=True)

    until(lambda: machine.show("ActiveState") == "failed", 60, lambda: machine.show("ActiveState"))
    # Longer than RestartSec=: it would be on its way again.
    pause = time.monotonic() + 7
    until(lambda: time.monotonic() > pause, 20, "time passes")
    shown = machine.shows("ActiveState", "ExecMainStatus")
    check(shown == {"ActiveState": "failed", "ExecMainStatus": "78"}, str(shown))
    said = machine.journal()[len(mark):]
    check(said.count('unknown part "linux,thermall", expected linux,thermal') == 1, said)
    check("at-crash" not in said and "Exception" not in said, said)
    machine.write(SETTINGS, good)
    machine("systemctl", "start", "meetpost", bound=120)
    machine.active()


TESTS = [
    it_says_how_it_is,
    it_reads_beside_the_service,
    it_answers_its_group_and_names_it_to_others,
    doctor_knows_the_service_and_its_broker,
    the_process_has_no_rights_but_its_own,
    systemd_finds_nothing_wrong_and_little_exposed,
    others_read_neither_state_nor_secrets,
    a_class_archive_is_made_at_the_first_start_and_used_at_the_next,
    no_java_warns_of_anything,
    nothing_is_unpacked_where_programs_unpack,
    a_spoilt_class_archive_costs_only_time,
    a_reload_takes_over_new_settings_and_refuses_wrong_ones,
    after_a_crash_it_starts_again,
    after_a_crash_outputs_are_driven_before_java_starts,
    a_hang_ends_in_a_restart_by_the_watchdog,
    a_stop_is_clean,
    wrong_settings_stop_it_with_one_clear_message,
]

"""What is printed of Debian's own Mosquitto, typed in the situation in which it is printed."""

import os
import pty
import subprocess

from harness import HOME, check, until
from machine import MOSQUITTO, SETTINGS, story

FOLDER = "/etc/mosquitto/conf.d/"
COURSE = "listener 1883\n\nlistener 9001\nprotocol websockets\n"
RESET = "systemctl reset-failed mosquitto; systemctl restart mosquitto"


def doctor(machine):
    return machine("meetpost", "doctor", wrong=True)


def below(text, start, end=None):
    """The lines to type between two others."""
    lines = [line.strip() for line in text.splitlines()]
    first = next((i for i, line in enumerate(lines) if start in line), None)
    check(first is not None, f"{start!r} in:\n{text}")
    found = []
    for line in lines[first + 1:]:
        if not line.startswith(("sudo ", "echo ", "printf ")) or end and end in line:
            break
        found.append(line)
    check(found, f"nothing to type below {start!r} in:\n{text}")
    return found


def typed(machine, lines, password=None):
    for line in lines:
        if "mosquitto_passwd" not in line:
            machine("sh", "-c", line, bound=120)
            continue
        # It asks twice, at a terminal.
        ours, its = pty.openpty()
        child = subprocess.Popen(["nsenter", "-t", machine.pid, "-a", "setsid", "-c", "sh", "-c", line], stdin=its,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.write(ours, f"{password}\n{password}\n".encode())
        check(child.wait(60) == 0, line)
        os.close(ours)
        os.close(its)


def lets_us_in(machine):
    until(lambda: "mqtt://127.0.0.1:1883 lets us in" in doctor(machine), 60, lambda: doctor(machine))
    check(machine.show("ActiveState", "mosquitto") == "active", machine.journal("-n", "20", unit="mosquitto"))


def the_courses_websocket_conf_and_both_ways_out(place):
    machine = story["machine"]
    story["good"] = machine.text(SETTINGS)
    machine("sh", "-c", f"DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends {MOSQUITTO}/*.deb", bound=300)
    without = story["good"].replace("broker: {}", 'mqtt: {url: "mqtt://127.0.0.1:1883"}')
    machine("systemctl", "stop", "meetpost", bound=60)
    machine.write(FOLDER + "websocket.conf", COURSE)
    machine("sh", "-c", "systemctl enable mosquitto; " + RESET)
    machine.write(SETTINGS, without)
    mark = machine.journal()
    machine("systemctl", "start", "meetpost", bound=120)
    machine.logged("2. make a user meetpost:", mark)
    logged = machine.journal()[len(mark):]
    said = doctor(machine)
    check("127.0.0.1:1883 refuses us" in said and "listener 1883" not in said, said)
    first, second = below(said, "1. let everybody in"), below(said, "2. make a user meetpost:")
    check(first == below(logged, "1. let everybody in"), logged)

    typed(machine, first)

    lets_us_in(machine)
    until(lambda: machine.subscribed("sensoren/processor", "-h", "127.0.0.1") == "48.3", 60, "a reading")
    machine("sh", "-c", f"rm {FOLDER}meetpost-access.conf; {RESET}")

    typed(machine, second, "geheim 12")

    # Both lines that follow: in the settings, and the file beside them.
    check("install -m 640 -g meetpost /dev/stdin /etc/meetpost/mqtt-password" in said, said)
    machine("sh", "-c", "echo 'geheim 12' | sudo install -m 640 -g meetpost /dev/stdin /etc/meetpost/mqtt-password")
    machine.write(SETTINGS, without.replace("1883\"}", "1883\", username: meetpost, password-file: mqtt-password}"))
    machine("meetpost", "check", SETTINGS)
    machine.restart()
    lets_us_in(machine)


def what_the_readme_says_of_mosquitto_lets_us_in(place):
    """Its blocks, from the course's file on, with the settings of the test before."""
    machine = story["machine"]
    with open(os.path.join(HOME, "README.md")) as f:
        section = f.read().split("## Mosquitto\n")[1].split("\n## ")[0]
    blocks = [block.strip().splitlines() for block in section.split("```")[1::2]]
    check(len(blocks) == 2, section)
    for lines in blocks:
        machine("sh", "-c", f"rm -f {FOLDER}meetpost-access.conf /etc/mosquitto/passwd; {RESET}")
        typed(machine, [line.replace("kelder-pi", "meetpost") for line in lines], "geheim 12")
        lets_us_in(machine)


def a_wrong_password_has_lines_that_make_it_right(place):
    machine = story["machine"]
    machine("sh", "-c", "echo anders >/etc/meetpost/mqtt-password")
    machine.restart()
    said = doctor(machine)
    typed(machine, below(said, "make a user meetpost:"), "anders")
    lets_us_in(machine)


def a_password_file_of_roots_is_named_and_mended(place):
    machine = story["machine"]
    machine("sh", "-c", f"chown root: /etc/mosquitto/passwd; chmod 600 /etc/mosquitto/passwd; {RESET}", wrong=True)
    if machine.show("ActiveState", "mosquitto") != "active":
        said = doctor(machine)
        typed(machine, below(said, "Mosquitto may not read /etc/mosquitto/passwd (password_file, "))
    lets_us_in(machine)


def a_listener_that_stands_twice_is_named_and_mended(place):
    """As Meetpost 0.1.0 advised."""
    machine = story["machine"]
    machine.write(FOLDER + "meetpost.conf", "listener 1883\n")
    machine("sh", "-c", RESET, wrong=True)
    said = doctor(machine)
    typed(machine, below(said, "`listener 1883` stands twice in Mosquitto's settings, a second time at " + FOLDER + "websocket.conf:1"))
    lets_us_in(machine)
    os.remove(machine.path(FOLDER + "meetpost.conf"))


def a_listener_for_browsers_alone_has_another_added(place):
    """The first `listener` line ends the one on 1883 that Mosquitto has without any."""
    machine = story["machine"]
    machine.write(FOLDER + "websocket.conf", "listener 9001\nprotocol websockets\n")
    machine("sh", "-c", RESET, wrong=True)
    said = doctor(machine)
    typed(machine, below(said, "they name no listener for port 1883"))
    lets_us_in(machine)


def fixed(machine, answer):
    """`doctor --fix` at a terminal where somebody answers; gives its exit code and what was shown."""
    ours, its = pty.openpty()
    child = subprocess.Popen(["nsenter", "-t", machine.pid, "-a", "setsid", "-c", "meetpost", "doctor", "--fix"], stdin=its,
                             stdout=its, stderr=its)
    os.close(its)
    shown = b""
    asked = 0
    while True:
        try:
            more = os.read(ours, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
        while shown.count(b"[y/N]") > asked:
            asked += 1
            os.write(ours, answer.encode() + b"\n")
    os.close(ours)
    return child.wait(60), shown.decode()


def a_mosquitto_that_is_stopped_is_started(place):
    machine = story["machine"]
    machine("systemctl", "disable", "--now", "mosquitto")
    said = doctor(machine)
    check("nothing listens on 127.0.0.1:1883" in said, said)
    for answer in ("", "n", "yes please"):
        code, shown = fixed(machine, answer)
        check(code == 1 and "[y/N]" in shown, shown)
        check(machine.show("ActiveState", "mosquitto") == "inactive", "it was refused, and done")
    code, shown = fixed(machine, "y")
    check("sudo systemctl enable --now mosquitto" in shown, shown)
    lets_us_in(machine)
    said = machine("meetpost", "doctor", "--fix", wrong=True)
    check("asks at a terminal" in said, said)
    machine("systemctl", "disable", "--now", "mosquitto")
    machine("sh", "-c", f"rm -f {FOLDER}* /etc/mosquitto/passwd /etc/meetpost/mqtt-password")
    machine.write(SETTINGS, story["good"])
    machine.restart()


TESTS = [
    the_courses_websocket_conf_and_both_ways_out,
    what_the_readme_says_of_mosquitto_lets_us_in,
    a_wrong_password_has_lines_that_make_it_right,
    a_password_file_of_roots_is_named_and_mended,
    a_listener_that_stands_twice_is_named_and_mended,
    a_listener_for_browsers_alone_has_another_added,
    a_mosquitto_that_is_stopped_is_started,
]

"""Installing, upgrading, removing: each test finds the machine as the one before left it."""

import os
import re
import shutil

from harness import check, until
from machine import SETTINGS, run, story

PROBED = "# a broker answered on 1883 when Meetpost was installed"


def installing_starts_it_and_says_what_to_do_next(place):
    machine = story["machine"]

    said = machine.install(story["deb"])

    check("1." in said and "3." in said and SETTINGS in said, said)
    machine.active()
    check(machine("systemctl", "is-enabled", "meetpost").strip() == "enabled", "not enabled")


def the_first_reading_arrives_with_nothing_edited(place):
    machine = story["machine"]

    run("timeout", "60", "nsenter", "-t", machine.pid, "-n", "sh", "-c",
        "mosquitto_sub -v -t 'sensoren/#' | grep -q -x -m 1 'sensoren/processor 48.3'")


def a_ds18b20_needs_two_commands_more(place):
    machine = story["machine"]
    good = machine.text(SETTINGS)
    # The kernel's 1-wire, switched on. The scratchpad is that of 23.125 °C.
    machine("mount", "-t", "tmpfs", "tmpfs", "/sys/bus")
    machine("sh", "-c", "mkdir -p /sys/bus/w1/devices/w1_bus_master1 /sys/bus/w1/devices/28-0316a2791cff &&"
            " echo '72 01 4b 46 7f ff 0e 10 57 : crc=57 YES' > /sys/bus/w1/devices/28-0316a2791cff/w1_slave")

    machine("sed", "-i", "/temperatuur:/,/ds18b20/s/^#//", SETTINGS)
    machine("systemctl", "reload", "meetpost")

    said = machine.subscribed("sensoren/temperatuur")
    check(said == "23.13", said)
    machine("umount", "/sys/bus")
    machine.write(SETTINGS, good)
    machine("systemctl", "reload", "meetpost")


# Settings that were edited, and a package that has others: as they are.
KEEP = ("-o", "Dpkg::Options::=--force-confold")


def another_version(place, version, comment):
    """The same package by another name, and with another line in its default settings."""
    tree = os.path.join(place.directory, version)
    run("dpkg-deb", "-R", story["deb"], tree)
    control = os.path.join(tree, "DEBIAN", "control")
    with open(control) as f:
        text = f.read()
    with open(control, "w") as f:
        f.write(re.sub("(?m)^Version: .*", "Version: " + version, text))
    with open(os.path.join(tree, SETTINGS.lstrip("/")), "a") as f:
        f.write(comment + "\n")
    built = os.path.join(place.directory, version + ".deb")
    run("dpkg-deb", "-b", "-Zgzip", "-z1", "--root-owner-group", tree, built)
    return built


def an_upgrade_brings_new_defaults_where_nothing_was_edited(place):
    machine = story["machine"]
    before = machine.active()
    machine.write("/var/lib/meetpost/kept", "state\n")

    said = machine.install(another_version(place, "9.1", "# of version 9.1"))

    machine.restarted(before)
    check("# of version 9.1" in machine.text(SETTINGS), said)
    check(machine.text("/var/lib/meetpost/kept") == "state\n", "the state is gone")


def an_upgrade_keeps_what_was_edited(place):
    machine = story["machine"]
    before = machine.active()
    machine.write(SETTINGS, machine.text(SETTINGS).replace("every: 10s", "every: 5s"))

    machine.install(another_version(place, "9.2", "# of version 9.2"), "-o", "Dpkg::Options::=--force-confold")

    machine.restarted(before)
    check("every: 5s" in machine.text(SETTINGS), machine.text(SETTINGS))
    check("# of version 9.2" in machine.text(SETTINGS + ".dpkg-dist"), "the new defaults are not beside it")


def removing_stops_it_and_keeps_settings_and_state(place):
    machine = story["machine"]

    machine("apt-get", "remove", "-y", "meetpost", bound=120)

    check(machine("pgrep", "-u", "meetpost", wrong=True).strip() == "", "a process of it is there still")
    check("every: 5s" in machine.text(SETTINGS), "the settings are gone")
    check(machine.text("/var/lib/meetpost/kept") == "state\n", "the state is gone")
    check(not os.path.exists(machine.path("/usr/lib/meetpost/meetpost.jar")), "the jar is there still")


def installing_it_again_starts_what_was_enabled(place):
    machine = story["machine"]

    said = machine.install(story["deb"], *KEEP)

    check(machine.active(), said)
    check("its service" not in said, said)


def installing_it_again_leaves_what_was_disabled_and_says_the_line_to_type(place):
    machine = story["machine"]
    machine("systemctl", "disable", "--now", "meetpost", bound=60)
    machine("apt-get", "remove", "-y", "meetpost", bound=120)

    said = machine.install(story["deb"], *KEEP)

    check(machine.show("ActiveState") == "inactive", said)
    line = "sudo systemctl enable --now meetpost"
    check(line in said, said)
    machine("sh", "-c", line, bound=120)
    machine.active()
    # Stopped by hand, an upgrade leaves it so, and says that too.
    machine("systemctl", "stop", "meetpost", bound=60)
    said = machine.install(another_version(place, "9.25", "# of version 9.25"), *KEEP)
    check(machine.show("ActiveState") == "inactive", said)
    line = "sudo systemctl start meetpost"
    check(line in said, said)
    machine("sh", "-c", line, bound=120)
    machine.active()


def purging_leaves_nothing(place):
    machine = story["machine"]

    machine("apt-get", "purge", "-y", "meetpost", bound=120)

    left = machine("find", "/etc", "/var/lib", "/usr", "/lib/systemd", "/run", "-xdev", "-name", "*meetpost*",
                   "-not", "-path", "*/credentials/*")
    check(left == "", left)


def where_a_broker_answers_it_brings_none_nor_after_an_upgrade(place):
    machine = story["machine"]
    broker = machine.mosquitto(place, "listener 1883 127.0.0.1\nallow_anonymous true\n")

    said = machine.install(story["deb"])

    check("a broker answers on port 1883" in said, said)
    check(PROBED in machine.text(SETTINGS), machine.text(SETTINGS))
    broker.expect("sensoren/processor", 60)
    # Nobody has edited anything: dpkg must not ask, for nobody may be there to answer.
    machine.install(another_version(place, "9.3", "# of version 9.3"))
    check(PROBED in machine.text(SETTINGS) and "# of version 9.3" in machine.text(SETTINGS), machine.text(SETTINGS))
    machine.active()
    machine("apt-get", "purge", "-y", "meetpost", bound=120)


def an_image_with_it_reads_from_its_first_boot(place):
    """Neither systemd nor udev run where it is installed: in a chroot."""
    machine = story["machine"]
    machine.stop()
    shutil.copy(story["deb"], machine.path("/opt/meetpost.deb"))

    run("chroot", machine.root, "dpkg", "-i", "/opt/meetpost.deb")

    check("\nbroker: {}" in machine.text(SETTINGS), "the broker of the machine that builds has been counted")
    machine.boot()
    machine.active()
    check(machine.subscribed("sensoren/processor") == "48.3", machine.journal())


def a_read_only_root_needs_only_its_state_in_memory(place):
    machine = story["machine"]
    machine.stop()

    machine.boot("--read-only", "--tmpfs=/var/lib/meetpost", "--tmpfs=/var/log", "--tmpfs=/tmp")

    machine.active()
    check("Read-only" in machine("touch", SETTINGS, wrong=True), "the root can be written")
    check(machine.subscribed("sensoren/processor") == "48.3", machine.journal())
    machine.logged("the state is in memory", unit="meetpost-archive")
    machine.restart()
    until(lambda: machine.show("ActiveState", "meetpost-archive") == "inactive", 30, "the archive's unit ends")


FIRST = [installing_starts_it_and_says_what_to_do_next, the_first_reading_arrives_with_nothing_edited,
         a_ds18b20_needs_two_commands_more]
LAST = [
    an_upgrade_brings_new_defaults_where_nothing_was_edited,
    an_upgrade_keeps_what_was_edited,
    removing_stops_it_and_keeps_settings_and_state,
    installing_it_again_starts_what_was_enabled,
    installing_it_again_leaves_what_was_disabled_and_says_the_line_to_type,
    purging_leaves_nothing,
    where_a_broker_answers_it_brings_none_nor_after_an_upgrade,
    an_image_with_it_reads_from_its_first_boot,
    a_read_only_root_needs_only_its_state_in_memory,
]

package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a machine that is not this one, in a directory of its own. */
final class MadeUpMachine {

    private final Path root;

    MadeUpMachine(Path root) {
        this.root = root;
    }

    /** As a Raspberry Pi 4 on Bookworm, with everything switched on. */
    static MadeUpMachine pi4(Path root) throws IOException {
        return new MadeUpMachine(root)
                .file(
                        "proc/cpuinfo",
                        """
                        processor\t: 0
                        CPU part\t: 0xd08

                        Revision\t: c03114
                        Serial\t\t: 100000001234abcd
                        Model\t\t: Raspberry Pi 4 Model B Rev 1.4
                        """)
                .file(
                        "proc/self/status",
                        "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\nGroups:\t993 994 1000\n")
                .file(
                        "etc/passwd",
                        "root:x:0:0:root:/root:/bin/bash\npi:x:1000:1000:,,,:/home/pi:/bin/bash\n")
                .file(
                        "etc/group",
                        "root:x:0:\ngpio:x:993:pi\ni2c:x:994:pi\nmeetpost:x:990:\npi:x:1000:\n")
                .file(
                        "boot/firmware/config.txt",
                        "dtparam=i2c_arm=on\n[cm4]\notg_mode=1\n[all]\ndtoverlay=w1-gpio\n")
                .file("dev/i2c-1", "")
                .file("dev/gpiochip0", "")
                .file("sys/class/gpio/gpiochip512/label", "pinctrl-bcm2711\n")
                .file("sys/bus/w1/devices/w1_bus_master1/uevent", "")
                .file("sys/bus/w1/devices/28-0316a2791cff/name", "")
                .file("sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs", "Y\n");
    }

    MadeUpMachine file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    MadeUpMachine without(String name) throws IOException {
        Files.delete(root.resolve(name));
        return this;
    }

    MadeUpMachine link(String name, String to) throws IOException {
        Path target = Files.createDirectories(root.resolve(to));
        Path link = root.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
        return this;
    }

    Filesystem files() {
        return new Filesystem(root);
    }

    BootConfig boot() {
        return BootConfig.of(files());
    }

    /** What doctor prints for that check, word for word. */
    static void assertSays(String expected, Check check) {
        List<Finding> findings = check.findings();
        assertEquals(
                expected,
                findings.stream()
                        .flatMap(each -> CheckupReport.lines(each).stream())
                        .collect(Collectors.joining("\n", "", "\n")));
    }
}

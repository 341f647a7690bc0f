package meetpost.agent.doctor;

import static meetpost.agent.doctor.MadeUpMachine.assertSays;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.doctor.GroupCheck.Need;
import meetpost.agent.doctor.I2cCheck.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buses, lines and groups: each broken in its way, and what doctor says to type. */
class WiresTest {

    @TempDir Path root;

    private MadeUpMachine pi;

    @BeforeEach
    void aPi() throws Exception {
        pi = MadeUpMachine.pi4(root);
    }

    @Test
    void allIsWell() {
        assertSays("ok    i2c         /dev/i2c-1\n", i2c(1));
        assertSays("ok    1-wire      28-0316a2791cff\n", oneWire("28-0316a2791cff"));
        assertSays(
                "ok    gpio        the header's chip is pinctrl-bcm2711\n", gpio(Optional.empty()));
        assertSays("ok    groups      pi is in i2c\nok    groups      pi is in gpio\n", groups());
    }

    @Test
    void i2cIsNotSwitchedOn() throws Exception {
        pi.without("dev/i2c-1").file("boot/firmware/config.txt", "#dtparam=i2c_arm=on\n");

        assertSays(
                """
                fail  i2c         there is no /dev/i2c-1: dtparam=i2c_arm=on is not in /boot/firmware/config.txt
                                  sudo raspi-config nonint do_i2c 0
                                  sudo reboot
                """,
                i2c(1));
    }

    @Test
    void i2cIsSwitchedOnFromTheNextStartOn() throws Exception {
        pi.without("dev/i2c-1").file("boot/firmware/config.txt", "dtparam=spi=on,i2c_arm=on\n");

        assertSays(
                """
                fail  i2c         there is no /dev/i2c-1, though dtparam=i2c_arm=on is in /boot/firmware/config.txt
                                  sudo reboot
                """,
                i2c(1));
    }

    /** The file of Raspberry Pi OS has filters near its end, and people append. */
    @Test
    void i2cIsSwitchedOnForAnotherBoard() throws Exception {
        pi.without("dev/i2c-1")
                .file("boot/firmware/config.txt", "arm_boost=1\n[cm5]\ndtparam=i2c_arm=on\n");

        assertSays(
                """
                fail  i2c         there is no /dev/i2c-1: dtparam=i2c_arm=on is in line 3 of /boot/firmware/config.txt, but under [cm5], so perhaps not for this board
                                  in /boot/firmware/config.txt, move it to the end, below a line [all]
                                  sudo reboot
                """,
                i2c(1));
    }

    @Test
    void theModuleOfTheDeviceNodesIsNotLoaded() throws Exception {
        pi.without("dev/i2c-1").file("sys/bus/i2c/devices/i2c-1/name", "bcm2835 (i2c@7e804000)\n");

        assertSays(
                """
                fail  i2c         there is no /dev/i2c-1, though the kernel has the bus: its module i2c-dev is not loaded
                                  sudo modprobe i2c-dev
                                  echo i2c-dev | sudo tee /etc/modules-load.d/i2c-dev.conf
                """,
                i2c(1));
    }

    @Test
    void anotherBusHasNoOverlay() {
        assertSays(
                """
                fail  i2c         there is no /dev/i2c-3; bus 1 is the one on the pins 3 and 5
                                  in /boot/firmware/config.txt, for a bus on two other pins: dtoverlay=i2c-gpio,bus=3
                                  sudo reboot
                """,
                i2c(3));
    }

    @Test
    void aDriverOfTheKernelHasTheAddress() throws Exception {
        pi.link("sys/bus/i2c/devices/1-0076/driver", "sys/bus/i2c/drivers/bme280")
                .file(
                        "boot/firmware/config.txt",
                        "dtparam=i2c_arm=on\ndtoverlay=i2c-sensor,bme280\n");

        assertSays(
                """
                ok    i2c         /dev/i2c-1
                fail  i2c         0x76 of kas belongs to the kernel's driver bme280
                                  in /boot/firmware/config.txt, take out line 2: dtoverlay=i2c-sensor,bme280
                                  sudo reboot
                """,
                i2c(1));
    }

    @Test
    void oneWireIsNotSwitchedOn() throws Exception {
        pi.without("sys/bus/w1/devices/w1_bus_master1/uevent")
                .without("sys/bus/w1/devices/w1_bus_master1");
        pi.file("boot/firmware/config.txt", "dtparam=i2c_arm=on\n#dtoverlay=w1-gpio\n");

        assertSays(
                """
                fail  1-wire      there is no 1-wire bus: dtoverlay=w1-gpio is not in /boot/firmware/config.txt
                                  sudo raspi-config nonint do_onewire 0
                                  sudo reboot
                """,
                oneWire("28-0316a2791cff"));
    }

    @Test
    void theRomOfTheSettingsIsOfAnotherPart() {
        assertSays(
                """
                fail  1-wire      kelder: 28-000000000001 is not on the bus, which has 28-0316a2791cff; is it wired to GPIO 4, 3.3 V and ground, with 4.7 kΩ between data and 3.3 V?
                                  meetpost scan
                """,
                oneWire("28-000000000001"));
    }

    @Test
    void theUserIsInNoGroup() throws Exception {
        pi.file("proc/self/status", "Uid:\t1000\nGid:\t1000\nGroups:\t1000\n")
                .file("etc/group", "gpio:x:993:\ni2c:x:994:\n");

        assertSays(
                """
                fail  groups      pi is not in i2c and cannot use /dev/i2c-*
                                  sudo usermod -aG i2c pi    # then log out and in
                fail  groups      pi is not in gpio and cannot use /dev/gpiochip*
                                  sudo usermod -aG gpio pi    # then log out and in
                """,
                groups());
    }

    @Test
    void theUserHasNotLoggedInAgain() throws Exception {
        pi.file("proc/self/status", "Uid:\t1000\nGid:\t1000\nGroups:\t993 1000\n");

        assertSays(
                """
                fail  groups      pi is in i2c from the next login on: log out and in
                ok    groups      pi is in gpio
                """,
                groups());
    }

    @Test
    void noChipIsTheHeaders() throws Exception {
        pi.file("sys/class/gpio/gpiochip512/label", "raspberrypi-exp-gpio\n");

        assertSays(
                """
                fail  gpio        none of the chips is the header's: expected a label such as pinctrl-rp1 or pinctrl-bcm2711, found raspberrypi-exp-gpio
                                  gpiodetect    # for a bug report
                """,
                gpio(Optional.empty()));
    }

    @Test
    void anotherProgramHoldsALine() {
        assertSays(
                """
                ok    gpio        the header's chip is pinctrl-bcm2711
                fail  gpio        GPIO 17 (pomp) is held by another program or driver, as "relay.py"
                                  gpioinfo | grep -w "line *17"    # who; stop it, or use another pin
                """,
                gpio(Optional.of("relay.py")));
    }

    private Check i2c(int bus) {
        return new I2cCheck(pi.files(), pi.boot(), List.of(new Place("kas", bus, 0x76)));
    }

    private Check oneWire(String rom) {
        return new OneWireCheck(pi.files(), pi.boot(), Map.of("kelder", Optional.of(rom)));
    }

    private Check gpio(Optional<String> holder) {
        return new HeaderCheck(pi.files(), Map.of(17, "pomp"), Optional.of(gpio -> holder));
    }

    private Check groups() {
        return new GroupCheck(
                pi.files(),
                List.of(new Need("i2c", "/dev/i2c-*"), new Need("gpio", "/dev/gpiochip*")));
    }
}

package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelI2cTreeTest {

    private static final Natives PI = new Natives("aarch64", false, () -> true);

    @TempDir Path root;

    @Test
    void letsABusThroughThatIsThere() throws Exception {
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/i2c-1"));

        assertDoesNotThrow(() -> new KernelI2cTree(root, PI).check(1));
    }

    @Test
    void listsTheBusesByNumber() throws Exception {
        for (String node : List.of("i2c-21", "i2c-1", "i2c-10", "i2c-slave", "gpiochip0")) {
            Files.createDirectories(root.resolve("dev"));
            Files.createFile(root.resolve("dev").resolve(node));
        }

        assertEquals(List.of(1, 10, 21), new KernelI2cTree(root, PI).buses());
    }

    @Test
    void saysHowToSwitchBusOneOn() {
        var thrown = assertThrows(BusException.class, () -> new KernelI2cTree(root, PI).check(1));

        assertEquals(Kind.BUS, thrown.kind());
        assertTrue(thrown.getMessage().contains("/dev/i2c-1"), thrown.getMessage());
        assertTrue(
                thrown.getMessage().contains("sudo raspi-config nonint do_i2c 0"),
                thrown.getMessage());
        assertTrue(thrown.getMessage().contains("dtparam=i2c_arm=on"), thrown.getMessage());
    }

    @Test
    void doesNotSendPeopleToRaspiConfigForAnotherBus() {
        var thrown = assertThrows(BusException.class, () -> new KernelI2cTree(root, PI).check(4));

        assertTrue(thrown.getMessage().contains("/dev/i2c-4"), thrown.getMessage());
        assertTrue(!thrown.getMessage().contains("raspi-config"), thrown.getMessage());
    }

    @Test
    void namesTheGroupThatMayOpenABus() {
        assertTrue(KernelI2cTree.permission(1).contains("usermod -aG i2c"));
        assertTrue(KernelI2cTree.permission(1).contains("/dev/i2c-1"));
    }

    /** As sysfs has it: a device that has a driver has a link of that name. */
    @Test
    void namesTheDriverOfAnAddress() throws Exception {
        var driver = Files.createDirectories(root.resolve("sys/bus/i2c/drivers/rtc-ds1307"));
        var devices = Files.createDirectories(root.resolve("sys/bus/i2c/devices/1-0068"));
        Files.createSymbolicLink(devices.resolve("driver"), driver);
        Files.createDirectories(root.resolve("sys/bus/i2c/devices/1-0048"));
        var tree = new KernelI2cTree(root, PI);

        assertEquals(Optional.of("rtc-ds1307"), tree.driver(1, 0x68));
        assertEquals(Optional.empty(), tree.driver(0, 0x68));
        assertEquals(Optional.empty(), tree.driver(1, 0x48));
        assertEquals(Optional.empty(), tree.driver(1, 0x76));
    }

    @Test
    void saysThatAPcIsNoRaspberryPi() {
        var natives = new Natives("amd64", false, () -> false);

        var thrown =
                assertThrows(BusException.class, () -> new KernelI2cTree(root, natives).check(1));

        assertEquals(Kind.BUS, thrown.kind());
        assertTrue(thrown.getMessage().contains("amd64"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("meetpost simulate"), thrown.getMessage());
    }

    @Test
    void opensABusOfAnUnknownBoardOnlyWithLibrariesThatAreNamed() throws Exception {
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/i2c-1"));
        var unpacked = new Natives("aarch64", false, () -> false);
        var named = new Natives("aarch64", true, () -> false);

        var thrown =
                assertThrows(BusException.class, () -> new KernelI2cTree(root, unpacked).check(1));

        assertTrue(thrown.getMessage().contains("does not know this board"), thrown.getMessage());
        assertDoesNotThrow(() -> new KernelI2cTree(root, named).check(1));
    }

    @Test
    void takesNoLineOfAnUnknownBoard() {
        for (boolean named : new boolean[] {false, true}) {
            var natives = new Natives("arm", named, () -> false);

            var thrown = assertThrows(BusException.class, natives::checkGpio);

            assertEquals(Kind.BUS, thrown.kind());
        }
        assertDoesNotThrow(PI::checkGpio);
    }
}

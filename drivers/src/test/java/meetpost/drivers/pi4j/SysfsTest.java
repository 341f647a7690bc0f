package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.sensor.LinuxIio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysfsTest {

    @TempDir Path sys;

    @Test
    void givesTheTextOfAFile() throws Exception {
        Files.createDirectories(sys.resolve("class/thermal/thermal_zone0"));
        Files.writeString(sys.resolve("class/thermal/thermal_zone0/temp"), "48312\n");

        assertEquals("48312\n", new Sysfs(sys, sys).read("class/thermal/thermal_zone0/temp"));
    }

    @Test
    void aFileThatIsNotThereDoesNotAnswer() {
        var thrown = assertThrows(BusException.class, () -> new Sysfs(sys, sys).read("class/none"));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertTrue(thrown.getMessage().endsWith("class/none"), thrown.getMessage());
    }

    /** A directory stands for a file that the kernel refuses to read: EISDIR is an I/O error. */
    @Test
    void aFileThatCannotBeReadIsABusFault() throws Exception {
        Files.createDirectories(sys.resolve("class/thermal"));

        var thrown =
                assertThrows(BusException.class, () -> new Sysfs(sys, sys).read("class/thermal"));

        assertEquals(BusException.Kind.BUS, thrown.kind());
    }

    @Test
    void namesWhatIsInADirectoryInOrder() throws Exception {
        Files.createDirectories(sys.resolve("bus/iio/devices/iio:device1"));
        Files.createDirectories(sys.resolve("bus/iio/devices/iio:device0"));

        assertEquals(
                List.of("iio:device0", "iio:device1"),
                new Sysfs(sys, sys).names("bus/iio/devices"));
        assertEquals(List.of(), new Sysfs(sys, sys).names("class/hwmon"));
    }

    @Test
    void readsNoMoreThanAPage() throws Exception {
        Files.write(sys.resolve("large"), new byte[100_000]);

        assertEquals(4096, new Sysfs(sys, sys).read("large").length());
    }

    /** The kernel numbers devices as they come; what is unloaded and loaded again has another. */
    @Test
    void aDeviceThatComesBackUnderAnotherNumberIsFoundAgain() throws Exception {
        var wanted = new KernelDevice(new Sysfs(sys, sys), "mcp3008", List.of("voltage0"));
        device("iio:device0", "mcp3008", "512");
        device("iio:device1", "ads1115", "100");
        var sensor = new LinuxIio(wanted);
        assertEquals(1.65, sensor.sense().measurements().get(0).value(), 1e-9);

        device("iio:device0", "ads1115", "100");
        remove("iio:device1");
        var gone = assertThrows(BusException.class, sensor::sense);
        var missing = assertThrows(BusException.class, () -> new LinuxIio(wanted));
        device("iio:device1", "mcp3008", "1024");

        assertEquals(BusException.Kind.NO_ANSWER, gone.kind());
        assertEquals(BusException.Kind.NO_ANSWER, missing.kind());
        assertEquals(3.3, new LinuxIio(wanted).sense().measurements().get(0).value(), 1e-9);
    }

    private void device(String directory, String name, String raw) throws Exception {
        Path device = Files.createDirectories(sys.resolve("bus/iio/devices").resolve(directory));
        Files.writeString(device.resolve("name"), name + "\n");
        Files.writeString(device.resolve("in_voltage0_raw"), raw + "\n");
        Files.writeString(device.resolve("in_voltage_scale"), "3.222656250\n");
    }

    private void remove(String directory) throws Exception {
        Path device = sys.resolve("bus/iio/devices").resolve(directory);
        for (String file : List.of("name", "in_voltage0_raw", "in_voltage_scale")) {
            Files.delete(device.resolve(file));
        }
        Files.delete(device);
    }

    @Test
    void readsProcBesideIt() throws Exception {
        Files.createDirectories(sys.resolve("root/proc"));
        Files.writeString(sys.resolve("root/proc/loadavg"), "0.52 0.58 0.59 1/467 12345\n");

        var kernel = new Sysfs(sys, sys.resolve("root"));

        assertEquals("0.52 0.58 0.59 1/467 12345\n", kernel.read("proc/loadavg"));
        assertTrue(kernel.space().free() <= kernel.space().total());
    }
}

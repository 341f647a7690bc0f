package meetpost.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealSensorsTest {

    @TempDir Path root;

    @Test
    void findsTheThermometersThatTheKernelHasFound() throws IOException {
        device("sys/bus/w1/devices/28-0316a2791cff");
        device("sys/bus/w1/devices/w1_bus_master1");

        assertEquals(List.of("28-0316a2791cff"), found().names());
        assertEquals("./meetpost run", found().line("./meetpost"));
    }

    @Test
    void givesTheWholeLineThatReadsAThermometer() throws IOException {
        device("sys/bus/w1/devices/28-0316a2791cff");
        Path config = Files.createFile(root.resolve("ds18b20.yaml"));

        var found = new RealSensors(root, Optional.of(root)).found().orElseThrow();

        assertEquals("./meetpost run --config " + config, found.line("./meetpost"));
    }

    @Test
    void findsTheChipsOnTheHeaderThatTheKernelKnows() throws IOException {
        write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        write("sys/bus/i2c/devices/1-0076/name", "bme280\n");
        write("sys/bus/i2c/devices/0-0050/name", "24c32\n");

        assertEquals(List.of("bme280 at 0x76"), found().names());
    }

    @Test
    void takesNoMemoryModuleOfAPcForASensor() throws IOException {
        write("sys/bus/i2c/devices/1-0050/name", "ee1004\n");

        assertEquals(Optional.empty(), new RealSensors(root, Optional.empty()).found());
    }

    private RealSensors.Found found() {
        return new RealSensors(root, Optional.empty()).found().orElseThrow();
    }

    private void device(String path) throws IOException {
        Files.createDirectories(root.resolve(path));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }
}

package meetpost.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealSensorsTest {

    @TempDir Path root;

    @Test
    void findsTheThermometersThatTheKernelHasFound() throws IOException {
        Path devices = root.resolve("sys/bus/w1/devices");
        Files.createDirectories(devices.resolve("28-0316a2791cff"));
        Files.createDirectories(devices.resolve("w1_bus_master1"));

        assertEquals(List.of("28-0316a2791cff"), new RealSensors(root).found());
    }

    @Test
    void findsNothingOnAPc() {
        assertEquals(List.of(), new RealSensors(root).found());
    }
}

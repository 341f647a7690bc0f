package meetpost.simulator.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sensors that really are on this machine: somebody may have meant those. */
record RealSensors(Path root) {

    /** On this machine. */
    static RealSensors here() {
        return new RealSensors(Path.of("/"));
    }

    /**
     * The DS18B20s that the kernel has found. What is on I2C only a transfer could tell, and that
     * is for {@code meetpost scan}.
     */
    List<String> found() {
        Path devices = root.resolve("sys/bus/w1/devices");
        List<String> roms = new ArrayList<>();
        if (Files.isDirectory(devices)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(devices, "28-*")) {
                each.forEach(device -> roms.add(device.getFileName().toString()));
            } catch (IOException hidden) {
                // A hint that we cannot give.
                return List.of();
            }
        }
        return roms;
    }
}

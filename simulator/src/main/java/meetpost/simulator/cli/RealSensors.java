package meetpost.simulator.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The sensors that really are on this machine: somebody may have meant those.
 *
 * @param root {@code /}
 * @param examples where the settings files are that come with us; empty: not known
 */
record RealSensors(Path root, Optional<Path> examples) {

    /** Addresses of the header's bus, as the kernel names what a driver of its own holds there. */
    private static final Pattern ON_THE_HEADER = Pattern.compile("1-00([0-7][0-9a-f])");

    /**
     * What was found.
     *
     * @param names {@code 28-0316a2791cff}, {@code bme280 at 0x76}; never empty
     * @param config a settings file that reads the first of them; empty: there is none ready
     */
    record Found(List<String> names, Optional<Path> config) {

        /** What to type instead. */
        String line(String command) {
            return command + " run" + config.map(file -> " --config " + file).orElse("");
        }
    }

    /**
     * The DS18B20s that the kernel has found, and on a Raspberry Pi the chips on I2C that it knows
     * by a device tree overlay. What else is on I2C only a transfer could tell, and that is for
     * {@code meetpost scan}.
     */
    Optional<Found> found() {
        List<String> roms = names("sys/bus/w1/devices", "28-*");
        List<String> all = new ArrayList<>(roms);
        if (raspberryPi()) {
            for (String device : names("sys/bus/i2c/devices", "1-00*")) {
                var onTheHeader = ON_THE_HEADER.matcher(device);
                if (onTheHeader.matches()) {
                    Path name = root.resolve("sys/bus/i2c/devices").resolve(device).resolve("name");
                    all.add(text(name) + " at 0x" + onTheHeader.group(1));
                }
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Found(all, roms.isEmpty() ? Optional.empty() : thermometer()));
    }

    private Optional<Path> thermometer() {
        return examples.map(directory -> directory.resolve("ds18b20.yaml"))
                .filter(Files::isReadable)
                .map(Directory::asTyped);
    }

    private boolean raspberryPi() {
        return text(root.resolve("proc/device-tree/model")).startsWith("Raspberry Pi");
    }

    private List<String> names(String directory, String glob) {
        List<String> names = new ArrayList<>();
        Path devices = root.resolve(directory);
        if (Files.isDirectory(devices)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(devices, glob)) {
                each.forEach(device -> names.add(device.getFileName().toString()));
            } catch (IOException hidden) {
                // A hint that we cannot give.
                return List.of();
            }
        }
        names.sort(null);
        return names;
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
                    : "";
        } catch (IOException hidden) {
            return "";
        }
    }
}

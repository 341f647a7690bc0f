package meetpost.drivers.pi4j;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import meetpost.drivers.bus.BusException;

/** I2C in /dev and sysfs. */
final class KernelI2cTree implements I2cTree {

    private static final Pattern NODE = Pattern.compile("i2c-([0-9]{1,4})");

    private final Path root;
    private final Natives natives;

    /** Reads below {@code root}: {@code /} but in tests. */
    KernelI2cTree(Path root, Natives natives) {
        this.root = requireNonNull(root, "root");
        this.natives = requireNonNull(natives, "natives");
    }

    @Override
    public List<Integer> buses() throws IOException {
        try (Stream<Path> nodes = Files.list(root.resolve("dev"))) {
            return nodes.map(node -> NODE.matcher(String.valueOf(node.getFileName())))
                    .filter(Matcher::matches)
                    .map(node -> Integer.valueOf(node.group(1)))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void check(int bus) throws BusException {
        natives.checkI2c();
        Path node = root.resolve("dev/i2c-" + bus);
        if (!Files.exists(node)) {
            throw new BusException(
                    BUS,
                    "there is no /dev/i2c-"
                            + bus
                            + (bus == 1
                                    ? ": sudo raspi-config nonint do_i2c 0"
                                            + " (dtparam=i2c_arm=on in config.txt)"
                                    : ": switch it on with its overlay in config.txt; bus 1 is the"
                                            + " one on pins 3 and 5"));
        }
        if (!Files.isReadable(node) || !Files.isWritable(node)) {
            throw new BusException(PERMISSION, permission(bus));
        }
    }

    /** What to say when the bus may not be opened. */
    static String permission(int bus) {
        return "we may not open /dev/i2c-"
                + bus
                + ": the user must be in group i2c: sudo usermod -aG i2c \"$USER\", then log in"
                + " again";
    }

    @Override
    public Optional<String> driver(int bus, int address) throws IOException {
        Path driver =
                root.resolve(
                        String.format(
                                Locale.ROOT, "sys/bus/i2c/devices/%d-%04x/driver", bus, address));
        return Files.exists(driver)
                ? Optional.of(driver.toRealPath().getFileName().toString())
                : Optional.empty();
    }
}

package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusException.Kind;
import meetpost.drivers.bus.Kernel;

/**
 * The directory in which the kernel shows one device. Directories are numbered as devices come, so
 * one is known by its name, each time that it is read.
 */
final class KernelDirectory {

    /** A decimal number as the kernel prints it, perhaps with a unit such as {@code dB} behind. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    /**
     * Where an I2C or SPI device is wired: its directory on that bus has the one that is wanted.
     */
    private static final Pattern ON_I2C = Pattern.compile("[0-9]{1,3}-[0-9a-f]{4}");

    private static final Pattern ON_SPI = Pattern.compile("spi[0-9]{1,3}\\.[0-9]{1,3}");

    private final Kernel kernel;
    private final String path;
    private final String shown;
    private final Set<String> files;

    private KernelDirectory(Kernel kernel, String path, String shown, Set<String> files) {
        this.kernel = requireNonNull(kernel, "kernel");
        this.path = requireNonNull(path, "path");
        this.shown = requireNonNull(shown, "shown");
        this.files = Set.copyOf(files);
    }

    /**
     * The device of that name, of the part of that name before an {@code @}, of that label, or
     * wired there.
     *
     * @throws BusException if there is none
     * @throws SensorException if there are several
     */
    static KernelDirectory find(Kernel kernel, KernelClass of, String device) throws IOException {
        List<KernelDirectory> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> wired = wired(kernel, of, device);
        for (KernelDirectory each : all(kernel, of)) {
            if (wired.contains(each.entry()) || each.isCalled(device)) {
                found.add(each);
            } else {
                others.add(each.shown);
            }
        }
        if (found.isEmpty()) {
            throw new BusException(
                    Kind.NO_ANSWER,
                    "the kernel shows no %s device %s, it has %s%s"
                            .formatted(
                                    of.word(),
                                    device,
                                    others.isEmpty() ? "none" : String.join(", ", others),
                                    KernelPart.advice(of, device)));
        }
        if (found.size() > 1) {
            throw new SensorException(
                    SensorException.Kind.WRONG_DEVICE,
                    "%s %s devices are called %s: %s; expected `device:` to say where it is wired, such as 1-0048 or spi0.0"
                            .formatted(
                                    found.size(),
                                    of.word(),
                                    device,
                                    String.join(
                                            ", ", found.stream().map(each -> each.path).toList())));
        }
        return found.get(0);
    }

    /** Every device of that class with a name that begins so, whatever follows an {@code @}. */
    static List<KernelDirectory> called(Kernel kernel, KernelClass of, String name)
            throws IOException {
        List<KernelDirectory> found = new ArrayList<>();
        for (KernelDirectory each : all(kernel, of)) {
            if (each.isCalled(name)) {
                found.add(each);
            }
        }
        return found;
    }

    /** What the kernel calls it. */
    String shown() {
        return shown;
    }

    boolean has(String file) {
        return files.contains(file);
    }

    /** Its files, for people who look for one. */
    Set<String> files() {
        return files;
    }

    /**
     * Still the same device.
     *
     * @throws BusException if it is gone, and perhaps another has its number
     */
    void check() throws IOException {
        String now = kernel.read(path + "/name").strip();
        if (!now.equals(shown)) {
            throw new BusException(
                    Kind.NO_ANSWER,
                    "/sys/%s is %s now, expected %s".formatted(path, Shown.text(now), shown));
        }
    }

    /** The number in one of its files. Blocks while the kernel measures. */
    double number(String file) throws IOException {
        String text = kernel.read(path + "/" + file).strip();
        int space = text.indexOf(' ');
        String number = space < 0 ? text : text.substring(0, space);
        if (!NUMBER.matcher(number).matches()) {
            throw new SensorException(
                    SensorException.Kind.CORRUPT,
                    "/sys/%s/%s has %s, expected a number".formatted(path, file, Shown.text(text)));
        }
        return Double.parseDouble(number);
    }

    private String entry() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean isCalled(String device) throws IOException {
        return shown.equals(device)
                || shown.startsWith(device + "@")
                || (has("label") && kernel.read(path + "/label").strip().equals(device));
    }

    private static List<KernelDirectory> all(Kernel kernel, KernelClass of) throws IOException {
        List<KernelDirectory> all = new ArrayList<>();
        for (String entry : kernel.names(of.directory())) {
            if (of.isDevice(entry)) {
                open(kernel, of.directory() + "/" + entry).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Empty if it went away meanwhile. */
    private static Optional<KernelDirectory> open(Kernel kernel, String path) throws IOException {
        try {
            String name = kernel.read(path + "/name").strip();
            return Optional.of(
                    new KernelDirectory(kernel, path, name, Set.copyOf(kernel.names(path))));
        } catch (BusException gone) {
            return Optional.empty();
        }
    }

    /** What is in the bus's own directory of a device that is named by its place. */
    private static List<String> wired(Kernel kernel, KernelClass of, String device)
            throws IOException {
        String bus =
                ON_I2C.matcher(device).matches()
                        ? "i2c"
                        : ON_SPI.matcher(device).matches() ? "spi" : "";
        if (bus.isEmpty()) {
            return List.of();
        }
        String place = "bus/" + bus + "/devices/" + device;
        return kernel.names(of == KernelClass.HWMON ? place + "/hwmon" : place);
    }
}

package meetpost.drivers.pi4j;

import static java.util.Locale.ROOT;
import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.library.linuxfs.LinuxFile.LinuxFileException;
import java.util.Locale;
import java.util.concurrent.Callable;
import meetpost.drivers.bus.BusException;

/**
 * What Pi4J throws, in the words of the bus ports. Pi4J wraps the kernel's error twice or more, and
 * a native library that cannot be loaded comes as an {@link Error}; only the root cause tells.
 */
final class Failures {

    /** Numbers of {@code errno.h}, the same on every Linux architecture that we run on. */
    private static final int ENXIO = 6;

    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;
    private static final int EREMOTEIO = 121;

    private Failures() {}

    /** Runs {@code action} on a line. */
    static <T> T gpio(int gpio, String name, Callable<T> action) throws BusException {
        String what = "GPIO " + gpio + " (" + name + ")";
        try {
            return action.call();
        } catch (Exception | LinkageError e) {
            Throwable root = root(e);
            String text = text(root);
            if (text.contains("permission denied") || text.contains("operation not permitted")) {
                throw new BusException(
                        PERMISSION,
                        what
                                + ": we may not open /dev/gpiochip*: the user must be in group gpio:"
                                + " sudo usermod -aG gpio \"$USER\", then log in again",
                        e);
            }
            if (text.contains("already exists")) {
                throw new BusException(BUS, what + " is in use by this program already", e);
            }
            if (text.contains("resource busy")) {
                throw new BusException(BUS, what + " is in use by another program", e);
            }
            throw new BusException(BUS, what + ": " + root.getMessage(), e);
        }
    }

    /** The level that a state stands for. */
    static boolean level(int gpio, String name, DigitalState state) throws BusException {
        return switch (state) {
            case HIGH -> true;
            case LOW -> false;
            case UNKNOWN ->
                    throw new BusException(
                            BUS, "GPIO " + gpio + " (" + name + "): the level cannot be read");
        };
    }

    /** Runs {@code action} on an I2C device. */
    static <T> T i2c(int bus, int address, Callable<T> action) throws BusException {
        try {
            return action.call();
        } catch (Exception | LinkageError e) {
            throw i2c(String.format(Locale.ROOT, "0x%02X on I2C bus %d", address, bus), bus, e);
        }
    }

    private static BusException i2c(String what, int bus, Throwable thrown) {
        Throwable root = root(thrown);
        String text = text(root);
        int code = root instanceof LinuxFileException file ? file.getCode() : 0;
        if (code == EREMOTEIO
                || code == ENXIO
                || code == ENODEV
                || text.contains("remote i/o error")
                || text.contains("no such device")) {
            return new BusException(
                    NO_ANSWER,
                    what + " does not answer: is it wired, powered, and that its address?",
                    thrown);
        }
        if (code == EBUSY || text.contains("resource busy")) {
            return new BusException(
                    BUS,
                    what + " is in use by a driver of the kernel: read hwmon or iio instead",
                    thrown);
        }
        if (code == EACCES || text.contains("permission denied")) {
            return new BusException(PERMISSION, KernelI2cTree.permission(bus), thrown);
        }
        return new BusException(BUS, what + ": " + root.getMessage(), thrown);
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(Throwable root) {
        return String.valueOf(root.getMessage()).toLowerCase(ROOT);
    }
}

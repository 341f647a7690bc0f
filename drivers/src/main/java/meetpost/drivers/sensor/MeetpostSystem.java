package meetpost.drivers.sensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.bus.Space;

/**
 * The board that the program runs on: how warm it is, how busy, how full, and whether its supply is
 * too weak.
 *
 * <p>Files are those of proc(5) of man-pages 6 (loadavg, meminfo, uptime), of the kernel's {@code
 * Documentation/driver-api/thermal/sysfs-api.rst}, its driver {@code raspberrypi-hwmon}
 * (under-voltage), {@code get_throttled} of Raspberry Pi's kernel (bits as {@code vcgencmd} has
 * them) and {@code /proc/net/wireless} of the wireless extensions.
 */
public final class MeetpostSystem implements Sensor {

    /** Those that every board has. */
    public static final List<String> USUAL =
            List.of("temperature", "load", "memory", "disk", "uptime");

    private static final Map<String, Quantity> CHANNELS =
            Map.of(
                    "temperature", Quantity.TEMPERATURE,
                    "load", Quantity.LOAD,
                    "memory", Quantity.MEMORY,
                    "disk", Quantity.DISK,
                    "uptime", Quantity.UPTIME,
                    "wifi", Quantity.WIFI,
                    "under-voltage", Quantity.UNDER_VOLTAGE,
                    "throttled", Quantity.THROTTLED);

    /** The processor's. */
    private static final String ZONE = "class/thermal/thermal_zone0/temp";

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\b.*");

    /** Of the first interface: link, level, noise. */
    private static final Pattern LEVEL =
            Pattern.compile("\\s*\\w+:\\s+[0-9a-f]{4}\\s+[0-9]+\\.?\\s+(-[0-9]{1,3})\\.?\\s.*");

    /** "Currently throttled" and "soft temperature limit active"; bit 0 is the supply. */
    private static final int THROTTLED_NOW = 0x4 | 0x8;

    private final Kernel kernel;
    private final List<String> channels;

    /** Reads nothing yet. */
    public MeetpostSystem(KernelDevice board) {
        this.kernel = board.kernel();
        this.channels = board.channels();
    }

    /** What a channel measures; empty: there is none of that name. */
    public static Optional<Quantity> quantity(String channel) {
        return Optional.ofNullable(CHANNELS.get(channel));
    }

    /** The names of all channels, in order. */
    public static List<String> channels() {
        return CHANNELS.keySet().stream().sorted().toList();
    }

    @Override
    public Sensed sense() throws IOException {
        Map<Quantity, String> wanted = new LinkedHashMap<>();
        for (String channel : channels) {
            wanted.put(quantity(channel).orElseThrow(), channel);
        }
        var failures = new ArrayList<Sensed.Failure>();
        var measured = new ArrayList<Measurement>();
        for (Map.Entry<Quantity, String> each : wanted.entrySet()) {
            try {
                measured.add(new Measurement(each.getKey(), value(each.getValue())));
            } catch (IOException e) {
                failures.add(
                        new Sensed.Failure(
                                each.getKey(),
                                SensorException.Kind.NOT_READY,
                                String.valueOf(e.getMessage())));
            }
        }
        if (measured.isEmpty()) {
            throw new BusException(BusException.Kind.NO_ANSWER, failures.get(0).message());
        }
        return new Sensed(measured, failures);
    }

    private double value(String channel) throws IOException {
        return switch (channel) {
            case "temperature" -> temperature();
            case "load" -> number("proc/loadavg");
            case "memory" -> memory();
            case "disk" -> disk();
            case "uptime" -> number("proc/uptime");
            case "wifi" -> wifi();
            case "under-voltage" -> underVoltage();
            case "throttled" -> (throttled() & THROTTLED_NOW) == 0 ? 0 : 1;
            default -> throw new IllegalStateException("no channel " + channel);
        };
    }

    private double temperature() throws IOException {
        String text = kernel.read(ZONE).strip();
        if (!text.matches("-?[0-9]{1,6}")) {
            throw new SensorException(
                    SensorException.Kind.CORRUPT,
                    "%s has %s, expected thousandths of a degree"
                            .formatted(ZONE, Shown.text(text)));
        }
        return Integer.parseInt(text) / 1000.0;
    }

    /** What stands first in a file. */
    private double number(String file) throws IOException {
        return number(file, kernel.read(file).strip());
    }

    private static double number(String file, String text) throws SensorException {
        Matcher matcher = NUMBER.matcher(text.lines().findFirst().orElse(""));
        if (!matcher.matches()) {
            throw new SensorException(
                    SensorException.Kind.CORRUPT,
                    "%s has %s, expected a number".formatted(file, Shown.text(text)));
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** What programs have and cannot be freed, in percent. */
    private double memory() throws IOException {
        String text = kernel.read("proc/meminfo");
        double total = kilobytes(text, "MemTotal:");
        return 100 * (total - kilobytes(text, "MemAvailable:")) / total;
    }

    private static double kilobytes(String text, String name) throws SensorException {
        String line = text.lines().filter(each -> each.startsWith(name)).findFirst().orElse(name);
        double value = number("proc/meminfo", line.substring(name.length()).strip());
        if (value == 0) {
            throw new SensorException(
                    SensorException.Kind.CORRUPT, "proc/meminfo has " + name + " 0");
        }
        return value;
    }

    private double disk() throws IOException {
        Space space = kernel.space();
        return 100.0 * (space.total() - space.free()) / space.total();
    }

    private double wifi() throws IOException {
        return kernel.read("proc/net/wireless")
                .lines()
                .map(LEVEL::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(level -> Double.parseDouble(level.group(1)))
                .orElseThrow(
                        () -> new BusException(BusException.Kind.NO_ANSWER, "there is no Wi-Fi"));
    }

    private double underVoltage() throws IOException {
        KernelDirectory supply = KernelDirectory.find(kernel, KernelClass.HWMON, "rpi_volt");
        return supply.number("in0_lcrit_alarm") == 0 ? 0 : 1;
    }

    /** The directory is named after the board's chip: {@code soc}, {@code soc@107c000000}. */
    private int throttled() throws IOException {
        for (String soc : kernel.names("devices/platform")) {
            String firmware = "devices/platform/" + soc + "/" + soc + ":firmware";
            if (soc.startsWith("soc") && kernel.names(firmware).contains("get_throttled")) {
                String text = kernel.read(firmware + "/get_throttled").strip();
                if (!text.matches("[0-9a-f]{1,7}")) {
                    throw new SensorException(
                            SensorException.Kind.CORRUPT,
                            "get_throttled has %s, expected bits".formatted(Shown.text(text)));
                }
                return Integer.parseInt(text, 16);
            }
        }
        throw new BusException(
                BusException.Kind.NO_ANSWER, "this kernel does not tell whether it is throttled");
    }
}

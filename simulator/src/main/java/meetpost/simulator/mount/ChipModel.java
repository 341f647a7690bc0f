package meetpost.simulator.mount;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static meetpost.drivers.sensor.Quantity.CO2;
import static meetpost.drivers.sensor.Quantity.CURRENT;
import static meetpost.drivers.sensor.Quantity.FREQUENCY;
import static meetpost.drivers.sensor.Quantity.GAS_RESISTANCE;
import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;
import static meetpost.drivers.sensor.Quantity.POWER;
import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.pi4j.SimulatedPlatform;

/**
 * Which simulated chip stands for which part.
 *
 * @param part as the drivers' catalogue names it: {@code bosch,bme280}
 * @param spans what it measures
 * @param mount puts one on a platform
 */
public record ChipModel(String part, Map<Quantity, Span> spans, Mount mount) {

    private static final List<ChipModel> OTHERS =
            List.of(
                    new ChipModel(
                            "maxim,ds18b20",
                            Map.of(TEMPERATURE, new Span(-55, 125, 0.0625)),
                            OneWireMount::ds18b20),
                    new ChipModel(
                            "aosong,dht11",
                            Map.of(
                                    TEMPERATURE, new Span(0, 50, 0.5),
                                    RELATIVE_HUMIDITY, new Span(20, 90, 0.5)),
                            KernelMount.dht(1)),
                    new ChipModel(
                            "aosong,dht22",
                            Map.of(
                                    TEMPERATURE, new Span(-40, 80, 0.05),
                                    RELATIVE_HUMIDITY, new Span(0, 100, 0.05)),
                            KernelMount.dht(0.1)),
                    new ChipModel(
                            "linux,iio",
                            Map.ofEntries(
                                    entry(TEMPERATURE, new Span(-40, 125, 0.0005)),
                                    entry(RELATIVE_HUMIDITY, new Span(0, 100, 0.0005)),
                                    entry(PRESSURE, new Span(300, 1100, 1e-8)),
                                    entry(VOLTAGE, new Span(0, 3.3, 0.00162)),
                                    entry(CURRENT, new Span(-3.2, 3.2, 0.0005)),
                                    entry(POWER, new Span(0, 60, 0.0101)),
                                    entry(ILLUMINANCE, new Span(0, 54_612, 0.5)),
                                    entry(CO2, new Span(400, 5000, 0.5)),
                                    entry(GAS_RESISTANCE, new Span(1000, 1_000_000, 0.5)),
                                    entry(Quantity.DISTANCE, new Span(20, 4000, 0.5)),
                                    entry(Quantity.PM25, new Span(0, 1000, 0.05)),
                                    entry(Quantity.PM10, new Span(0, 1000, 0.05))),
                            KernelMount::device),
                    new ChipModel(
                            "linux,hwmon",
                            Map.of(
                                    TEMPERATURE,
                                    new Span(-40, 125, 0.0005),
                                    RELATIVE_HUMIDITY,
                                    new Span(0, 100, 0.0005),
                                    VOLTAGE,
                                    new Span(0, 26, 0.0005),
                                    CURRENT,
                                    new Span(-3.2, 3.2, 0.0005),
                                    POWER,
                                    new Span(0, 80, 0.0000005),
                                    FREQUENCY,
                                    new Span(0, 2_400_000_000.0, 0.5),
                                    Quantity.SPEED,
                                    new Span(0, 8000, 0.5)),
                            KernelMount::device),
                    new ChipModel(
                            "meetpost,system",
                            Map.of(
                                    TEMPERATURE,
                                    new Span(-40, 110, 0.0005),
                                    Quantity.LOAD,
                                    new Span(0, 4, 0.005),
                                    Quantity.MEMORY,
                                    new Span(0, 99, 0.0001),
                                    Quantity.DISK,
                                    new Span(60, 60, 0),
                                    Quantity.UPTIME,
                                    new Span(0, 10_000_000, 0.005),
                                    Quantity.WIFI,
                                    new Span(-90, -30, 0.5),
                                    // 0 or 1, of which the scene has a half.
                                    Quantity.UNDER_VOLTAGE,
                                    new Span(0, 1, 0.75),
                                    Quantity.THROTTLED,
                                    new Span(0, 1, 0.75)),
                            SystemMount::board),
                    new ChipModel(
                            "linux,thermal",
                            Map.of(TEMPERATURE, new Span(-40, 110, 0.25)),
                            OnBoardMount::processor));

    private static final List<ChipModel> ALL =
            Stream.concat(OTHERS.stream(), I2cModels.all().stream()).toList();

    public ChipModel {
        requireNonNull(part, "part");
        requireNonNull(mount, "mount");
        spans = inOrder(spans);
    }

    /** In the order of the standard quantities, whatever that of the map is; then by name. */
    private static Map<Quantity, Span> inOrder(Map<Quantity, Span> spans) {
        Map<Quantity, Span> ordered =
                new TreeMap<>(
                        Comparator.comparingInt(ChipModel::place).thenComparing(Quantity::dutch));
        ordered.putAll(spans);
        return Collections.unmodifiableMap(ordered);
    }

    private static int place(Quantity quantity) {
        int place = Quantity.standard().indexOf(quantity);
        return place < 0 ? Quantity.standard().size() : place;
    }

    /** The same, of which these quantities are wanted. */
    public ChipModel measuring(List<Quantity> wanted) {
        Map<Quantity, Span> some = new HashMap<>(spans);
        some.keySet().retainAll(wanted);
        return new ChipModel(part, some, mount);
    }

    /** Every chip that there is a model of. */
    public static List<ChipModel> all() {
        return ALL;
    }

    /** The chip for this part. */
    public static Optional<ChipModel> of(String part) {
        return ALL.stream().filter(model -> model.part.equals(part)).findFirst();
    }

    /**
     * What a chip can measure of one quantity, in that quantity's unit.
     *
     * @param resolution the most by which what it says may differ from what is there, for want of
     *     digits
     */
    public record Span(double low, double high, double resolution) {}

    /** Puts a chip on a platform. */
    @FunctionalInterface
    public interface Mount {

        /** Where {@code place} says, which must be free. */
        MountedChip on(SimulatedPlatform platform, Place place);
    }
}

package meetpost.agent.settings.yaml;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import meetpost.drivers.sensor.Quantity;

/**
 * Home Assistant's device classes: its documentation, Sensor, Binary sensor, Switch and Valve, each
 * under "Device class". It refuses an entity with a class that it does not know, and warns of a
 * sensor's class that does not go with its unit.
 */
final class DeviceClasses {

    private static final Map<Quantity, List<String>> OF_QUANTITIES =
            Map.ofEntries(
                    entry(Quantity.TEMPERATURE, List.of("temperature")),
                    entry(Quantity.RELATIVE_HUMIDITY, List.of("humidity", "moisture")),
                    entry(Quantity.PRESSURE, List.of("pressure", "atmospheric_pressure")),
                    entry(Quantity.VOLTAGE, List.of("voltage")),
                    entry(Quantity.CURRENT, List.of("current")),
                    entry(Quantity.POWER, List.of("power")),
                    entry(Quantity.ILLUMINANCE, List.of("illuminance")),
                    entry(Quantity.CO2, List.of("carbon_dioxide")),
                    entry(Quantity.FREQUENCY, List.of("frequency")));

    /** What a sensor can be, whatever it measures; {@link #of} tells which goes with a quantity. */
    static final Type<String> SENSOR =
            one(
                    "temperature",
                    Quantity.standard().stream().flatMap(each -> of(each).stream()).toList());

    /** What an input can be: the classes of a binary sensor. */
    static final Type<String> INPUT =
            one(
                    "door",
                    List.of(
                            "battery",
                            "battery_charging",
                            "carbon_monoxide",
                            "cold",
                            "connectivity",
                            "door",
                            "garage_door",
                            "gas",
                            "heat",
                            "light",
                            "lock",
                            "moisture",
                            "motion",
                            "moving",
                            "occupancy",
                            "opening",
                            "plug",
                            "power",
                            "presence",
                            "problem",
                            "running",
                            "safety",
                            "smoke",
                            "sound",
                            "tamper",
                            "update",
                            "vibration",
                            "window"));

    /**
     * What an output can be: the classes of a switch and of a valve, and three components that go
     * on and off without having classes.
     */
    static final Type<String> OUTPUT =
            one("outlet", List.of("switch", "outlet", "valve", "water", "gas", "light", "fan"));

    private DeviceClasses() {}

    /** Those that go with its unit, the usual one first; none where Home Assistant has none. */
    static List<String> of(Quantity quantity) {
        return OF_QUANTITIES.getOrDefault(quantity, List.of());
    }

    private static Type<String> one(String example, List<String> classes) {
        return Scalar.any(
                "a class such as " + example,
                Map.of("enum", classes),
                text -> {
                    if (!classes.contains(text)) {
                        throw new WrongValue(
                                ProblemReport.quoted(text)
                                        + " is no class of Home Assistant for this, expected "
                                        + Nearest.to(text, classes)
                                                .orElseGet(() -> Scalars.or(classes)));
                    }
                    return text;
                });
    }
}

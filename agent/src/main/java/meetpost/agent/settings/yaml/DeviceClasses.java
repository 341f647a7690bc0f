package meetpost.agent.settings.yaml;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import meetpost.drivers.p1.P1Channel;
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
                    entry(Quantity.FREQUENCY, List.of("frequency")),
                    entry(Quantity.DEW_POINT, List.of("temperature")),
                    entry(Quantity.DISTANCE, List.of("distance")),
                    entry(Quantity.PM25, List.of("pm25")),
                    entry(Quantity.PM10, List.of("pm10")),
                    entry(Quantity.VOLUME, List.of("volume", "water", "gas")),
                    entry(Quantity.FLOW, List.of("volume_flow_rate")),
                    entry(Quantity.ENERGY, List.of("energy")),
                    entry(Quantity.GAS, List.of("gas")),
                    entry(P1Channel.IMPORT_1.quantity(), List.of("energy")),
                    entry(P1Channel.IMPORT_2.quantity(), List.of("energy")),
                    entry(P1Channel.EXPORT_1.quantity(), List.of("energy")),
                    entry(P1Channel.EXPORT_2.quantity(), List.of("energy")),
                    entry(P1Channel.POWER.quantity(), List.of("power")),
                    entry(P1Channel.WATER.quantity(), List.of("water")),
                    entry(Quantity.RAIN, List.of("precipitation")),
                    entry(Quantity.WIND, List.of("wind_speed", "speed")),
                    entry(Quantity.MASS, List.of("weight")),
                    entry(Quantity.UPTIME, List.of("duration")),
                    entry(Quantity.WIFI, List.of("signal_strength")));

    /** What a sensor can be, with the units that go with it. */
    private static final Map<String, Set<String>> UNITS =
            new TreeMap<>(
                    Map.ofEntries(
                            entry("apparent_power", Set.of("VA")),
                            entry("aqi", Set.of("")),
                            entry("atmospheric_pressure", Set.of("hPa", "mbar", "Pa", "kPa")),
                            entry("battery", Set.of("%")),
                            entry("carbon_dioxide", Set.of("ppm")),
                            entry("carbon_monoxide", Set.of("ppm")),
                            entry("current", Set.of("A", "mA")),
                            entry("distance", Set.of("mm", "cm", "m", "km")),
                            entry("duration", Set.of("s", "min", "h", "d")),
                            entry("energy", Set.of("Wh", "kWh", "MWh")),
                            entry("frequency", Set.of("Hz", "kHz", "MHz", "GHz")),
                            entry("gas", Set.of("m³")),
                            entry("humidity", Set.of("%")),
                            entry("illuminance", Set.of("lx")),
                            entry("irradiance", Set.of("W/m²")),
                            entry("moisture", Set.of("%")),
                            entry("ph", Set.of("")),
                            entry("pm1", Set.of("µg/m³")),
                            entry("pm10", Set.of("µg/m³")),
                            entry("pm25", Set.of("µg/m³")),
                            entry("power", Set.of("W", "kW")),
                            entry("power_factor", Set.of("", "%")),
                            entry("precipitation", Set.of("mm", "cm")),
                            entry("precipitation_intensity", Set.of("mm/h", "mm/d")),
                            entry("pressure", Set.of("hPa", "mbar", "bar", "Pa", "kPa", "psi")),
                            entry("signal_strength", Set.of("dB", "dBm")),
                            entry("sound_pressure", Set.of("dB", "dBA")),
                            entry("speed", Set.of("m/s", "km/h")),
                            entry("temperature", Set.of("°C", "°F", "K")),
                            entry("voltage", Set.of("V", "mV")),
                            entry("volume", Set.of("L", "mL", "m³")),
                            entry("volume_flow_rate", Set.of("m³/h", "L/min")),
                            entry("water", Set.of("L", "m³")),
                            entry("weight", Set.of("g", "kg", "mg")),
                            entry("wind_speed", Set.of("m/s", "km/h"))));

    /** What a sensor can be, whatever it measures; {@link #of} tells which goes with a quantity. */
    static final Type<String> SENSOR = one("temperature", List.copyOf(UNITS.keySet()));

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

    /** Those that go with it, the usual one first; none where Home Assistant has none. */
    static List<String> of(Quantity quantity) {
        if (Quantity.standard().contains(quantity)) {
            return OF_QUANTITIES.getOrDefault(quantity, List.of());
        }
        return UNITS.entrySet().stream()
                .filter(each -> each.getValue().contains(quantity.unit()))
                .<String>map(Map.Entry::getKey)
                .toList();
    }

    /** Where settings say none; empty: no class. */
    static Optional<String> usual(Quantity quantity) {
        return OF_QUANTITIES.getOrDefault(quantity, List.of()).stream().findFirst();
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

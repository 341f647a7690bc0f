package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What can be measured, and its only unit. No driver chooses a unit: it gives the {@link #standard}
 * quantities, or those that settings name for it.
 *
 * @param dutch its name in topics, settings and JSON: {@code temperatuur}
 * @param english its name in topics and JSON where settings ask for English: {@code temperature}
 * @param unit {@code °C}; empty: it has none
 * @param decimals how many digits after the point are published unless settings say otherwise, 0 to
 *     6
 */
public record Quantity(String dutch, String english, String unit, int decimals) {

    public static final Quantity TEMPERATURE = new Quantity("temperatuur", "temperature", "°C", 2);
    public static final Quantity RELATIVE_HUMIDITY =
            new Quantity("vochtigheid", "humidity", "%", 1);
    public static final Quantity PRESSURE = new Quantity("luchtdruk", "pressure", "hPa", 2);
    public static final Quantity VOLTAGE = new Quantity("spanning", "voltage", "V", 3);
    public static final Quantity CURRENT = new Quantity("stroom", "current", "A", 3);
    public static final Quantity POWER = new Quantity("vermogen", "power", "W", 3);
    public static final Quantity ILLUMINANCE = new Quantity("licht", "illuminance", "lx", 0);
    public static final Quantity CO2 = new Quantity("co2", "co2", "ppm", 0);
    public static final Quantity GAS_RESISTANCE =
            new Quantity("gasweerstand", "gas-resistance", "Ω", 0);
    public static final Quantity COUNT = new Quantity("teller", "count", "1", 0);
    public static final Quantity FREQUENCY = new Quantity("frequentie", "frequency", "Hz", 2);
    public static final Quantity DEW_POINT = new Quantity("dauwpunt", "dew-point", "°C", 2);
    public static final Quantity ABSOLUTE_HUMIDITY =
            new Quantity("absolute-vochtigheid", "absolute-humidity", "g/m³", 1);

    public static final Quantity DISTANCE = new Quantity("afstand", "distance", "mm", 0);
    public static final Quantity PM25 = new Quantity("pm25", "pm25", "µg/m³", 0);
    public static final Quantity PM10 = new Quantity("pm10", "pm10", "µg/m³", 0);
    public static final Quantity SPEED = new Quantity("toerental", "speed", "rpm", 0);

    /** What has gone through a meter, of water for instance. */
    public static final Quantity VOLUME = new Quantity("volume", "volume", "m³", 3);

    public static final Quantity FLOW = new Quantity("debiet", "flow", "L/min", 1);

    /** What has gone through a meter. */
    public static final Quantity ENERGY = new Quantity("energie", "energy", "kWh", 3);

    /** What has gone through a meter of gas. */
    public static final Quantity GAS = new Quantity("gas", "gas", "m³", 3);

    /** What has fallen since somebody began to count. */
    public static final Quantity RAIN = new Quantity("neerslag", "rain", "mm", 1);

    public static final Quantity WIND = new Quantity("wind", "wind", "m/s", 1);
    public static final Quantity MASS = new Quantity("massa", "mass", "g", 1);

    /** How many programs want the processor, over the last minute. */
    public static final Quantity LOAD = new Quantity("belasting", "load", "", 2);

    /** What is used of it. */
    public static final Quantity MEMORY = new Quantity("geheugen", "memory", "%", 1);

    /** What is used of it. */
    public static final Quantity DISK = new Quantity("schijf", "disk", "%", 1);

    /** Since the board started. */
    public static final Quantity UPTIME = new Quantity("looptijd", "uptime", "s", 0);

    /** How strong the signal is. */
    public static final Quantity WIFI = new Quantity("wifi", "wifi", "dBm", 0);

    /** 1: the supply is too weak. */
    public static final Quantity UNDER_VOLTAGE =
            new Quantity("onderspanning", "under-voltage", "", 0);

    /** 1: the processor is slowed down, of heat or of a weak supply. */
    public static final Quantity THROTTLED = new Quantity("vertraagd", "throttled", "", 0);

    private static final int MOST_DECIMALS = 6;

    private static final List<Quantity> STANDARD =
            List.of(
                    TEMPERATURE,
                    RELATIVE_HUMIDITY,
                    PRESSURE,
                    VOLTAGE,
                    CURRENT,
                    POWER,
                    ILLUMINANCE,
                    CO2,
                    GAS_RESISTANCE,
                    COUNT,
                    FREQUENCY,
                    DEW_POINT,
                    ABSOLUTE_HUMIDITY,
                    DISTANCE,
                    PM25,
                    PM10,
                    SPEED,
                    VOLUME,
                    FLOW,
                    ENERGY,
                    GAS,
                    RAIN,
                    WIND,
                    MASS,
                    LOAD,
                    MEMORY,
                    DISK,
                    UPTIME,
                    WIFI,
                    UNDER_VOLTAGE,
                    THROTTLED);

    public Quantity {
        requireNonNull(dutch, "dutch");
        requireNonNull(english, "english");
        requireNonNull(unit, "unit");
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            throw new IllegalArgumentException(dutch + ": " + decimals + " decimals");
        }
    }

    /** Those whose name, unit and decimals are the same in every installation. */
    public static List<Quantity> standard() {
        return STANDARD;
    }

    /** One that settings name, the same in every language. */
    public static Quantity named(String name, String unit, int decimals) {
        return new Quantity(name, name, unit, decimals);
    }

    @Override
    public String toString() {
        return dutch;
    }
}

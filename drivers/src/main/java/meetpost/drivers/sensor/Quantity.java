package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

/** What can be measured, and its only unit. No driver chooses a unit. */
public enum Quantity {
    TEMPERATURE("temperatuur", "temperature", "°C", 2),
    RELATIVE_HUMIDITY("vochtigheid", "humidity", "%", 1),
    PRESSURE("luchtdruk", "pressure", "hPa", 2),
    VOLTAGE("spanning", "voltage", "V", 3),
    CURRENT("stroom", "current", "A", 3),
    POWER("vermogen", "power", "W", 3),
    ILLUMINANCE("licht", "illuminance", "lx", 0),
    CO2("co2", "co2", "ppm", 0),
    GAS_RESISTANCE("gasweerstand", "gas-resistance", "Ω", 0),
    COUNT("teller", "count", "1", 0),
    FREQUENCY("frequentie", "frequency", "Hz", 2);

    private final String dutch;
    private final String english;
    private final String unit;
    private final int decimals;

    Quantity(String dutch, String english, String unit, int decimals) {
        this.dutch = requireNonNull(dutch);
        this.english = requireNonNull(english);
        this.unit = requireNonNull(unit);
        this.decimals = decimals;
    }

    /** Its name in topics, settings and JSON: {@code temperatuur}. */
    public String dutch() {
        return dutch;
    }

    /** Its name in topics and JSON where settings ask for English: {@code temperature}. */
    public String english() {
        return english;
    }

    /** {@code °C}. */
    public String unit() {
        return unit;
    }

    /** How many digits after the point are published unless settings say otherwise. */
    public int decimals() {
        return decimals;
    }
}

package meetpost.drivers.p1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.sensor.Quantity;

/**
 * What a meter tells. Its OBIS references are those of the DSMR P1 Companion Standard 5.0.2, 6.12.
 * Tariff 1 is the low one in the Netherlands, and the high one in Belgium.
 */
public enum P1Channel {
    IMPORT_1("1-0:1.8.1", "afname-1", "import-1", "kWh", 3),
    IMPORT_2("1-0:1.8.2", "afname-2", "import-2", "kWh", 3),
    EXPORT_1("1-0:2.8.1", "teruglevering-1", "export-1", "kWh", 3),
    EXPORT_2("1-0:2.8.2", "teruglevering-2", "export-2", "kWh", 3),

    /** What is taken less what is given back: below zero more is given back. */
    POWER("1-0:1.7.0", "vermogen", "power", "W", 0),
    GAS("24.2.1", "gas", "gas", "m³", 3),
    WATER("24.2.1", "water", "water", "m³", 3),
    VOLTAGE_1("1-0:32.7.0", "spanning-1", "voltage-1", "V", 1),
    VOLTAGE_2("1-0:52.7.0", "spanning-2", "voltage-2", "V", 1),
    VOLTAGE_3("1-0:72.7.0", "spanning-3", "voltage-3", "V", 1),
    CURRENT_1("1-0:31.7.0", "stroom-1", "current-1", "A", 2),
    CURRENT_2("1-0:51.7.0", "stroom-2", "current-2", "A", 2),
    CURRENT_3("1-0:71.7.0", "stroom-3", "current-3", "A", 2);

    private final String reference;
    private final String dutch;
    private final String english;
    private final String unit;
    private final int decimals;

    P1Channel(String reference, String dutch, String english, String unit, int decimals) {
        this.reference = reference;
        this.dutch = dutch;
        this.english = english;
        this.unit = unit;
        this.decimals = decimals;
    }

    /** Those of a house with gas, where settings name none. */
    public static List<P1Channel> usual() {
        return List.of(IMPORT_1, IMPORT_2, EXPORT_1, EXPORT_2, POWER, GAS);
    }

    /** By the name of its quantity, in either language. */
    public static Optional<P1Channel> called(String name) {
        return Arrays.stream(values())
                .filter(each -> each.dutch.equals(name) || each.english.equals(name))
                .findFirst();
    }

    /** What it measures. */
    public Quantity quantity() {
        return new Quantity(dutch, english, unit, decimals);
    }

    String reference() {
        return reference;
    }
}

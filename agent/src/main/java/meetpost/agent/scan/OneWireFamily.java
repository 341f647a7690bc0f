package meetpost.agent.scan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.drivers.sensor.Catalog;

/**
 * What the first byte of a ROM code tells.
 *
 * @param code two hexadecimal digits
 * @param part as settings write it where there is a driver, else as the maker does
 */
record OneWireFamily(String code, String part, String what) {

    private static final List<OneWireFamily> ALL =
            ScanTable.rows("1-wire-families.txt").stream()
                    .map(row -> new OneWireFamily(row.get(0), row.get(1), row.get(2)))
                    .toList();

    /** The family of that ROM code, if it is one of the well-known ones. */
    static Optional<OneWireFamily> of(String rom) {
        return ALL.stream()
                .filter(family -> rom.startsWith(family.code.toLowerCase(Locale.ROOT) + "-"))
                .findFirst();
    }

    /** All of them. */
    static List<OneWireFamily> all() {
        return ALL;
    }

    /** Whether there is a driver for it. */
    boolean hasDriver() {
        return Catalog.part(part).isPresent();
    }
}

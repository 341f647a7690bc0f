package meetpost.agent.scan;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import meetpost.drivers.sensor.Catalog;

/**
 * An I2C part that people of this field have.
 *
 * @param name as settings write it where there is a driver, else as the maker does
 * @param addresses that it can have
 * @param what it is, in a word or two
 * @param identification empty: it has none, or asking could do harm
 * @param source of these facts: maker and datasheet
 */
record KnownPart(
        String name,
        List<Integer> addresses,
        String what,
        Optional<Identification> identification,
        String source) {

    private static final List<KnownPart> ALL =
            ScanTable.rows("i2c-parts.txt").stream().map(KnownPart::of).toList();

    KnownPart {
        requireNonNull(name, "name");
        addresses = List.copyOf(addresses);
        requireNonNull(what, "what");
        requireNonNull(identification, "identification");
        requireNonNull(source, "source");
    }

    /** Those that can have this address, those with a driver first. */
    static List<KnownPart> at(int address) {
        return ALL.stream().filter(part -> part.addresses.contains(address)).toList();
    }

    /** All of them. */
    static List<KnownPart> all() {
        return ALL;
    }

    /** Whether there is a driver for it. */
    boolean hasDriver() {
        return Catalog.part(name).isPresent();
    }

    private static KnownPart of(List<String> row) {
        return new KnownPart(
                row.get(1),
                addresses(row.get(0)),
                row.get(2),
                Optional.of(row.get(3)).filter(text -> !text.isEmpty()).map(Identification::of),
                row.get(4));
    }

    /** {@code 76-77}, {@code 23, 5C}. */
    private static List<Integer> addresses(String text) {
        return Arrays.stream(text.split(", ")).flatMap(KnownPart::range).toList();
    }

    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        int first = Integer.parseInt(ends[0], 16);
        int last = Integer.parseInt(ends[ends.length - 1], 16);
        return IntStream.rangeClosed(first, last).boxed();
    }
}

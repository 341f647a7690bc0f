package meetpost.agent.scan;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part that people of this field have, and that there is no driver for.
 *
 * @param name as its maker writes it
 * @param what it is, in a word or two
 */
public record PartWithoutDriver(String name, String what) {

    private static final List<PartWithoutDriver> ALL =
            Stream.of(
                            KnownPart.all().stream()
                                    .filter(part -> !part.hasDriver())
                                    .flatMap(part -> each(part.name(), part.what())),
                            OneWireFamily.all().stream()
                                    .filter(family -> !family.hasDriver())
                                    .flatMap(family -> each(family.part(), family.what())),
                            ScanTable.rows("other-parts.txt").stream()
                                    .flatMap(row -> each(row.get(0), row.get(1))))
                    .flatMap(parts -> parts)
                    .distinct()
                    .toList();

    public PartWithoutDriver {
        requireNonNull(name, "name");
        requireNonNull(what, "what");
    }

    /**
     * The part that somebody means by {@code written}: with or without a maker before a comma, in
     * either case, with or without hyphens.
     */
    public static Optional<PartWithoutDriver> called(String written) {
        String plain = plain(written.substring(written.indexOf(',') + 1));
        return ALL.stream().filter(part -> part.plain().equals(plain)).findFirst();
    }

    /** All of them. */
    public static List<PartWithoutDriver> all() {
        return ALL;
    }

    /** As settings would have it: {@code mpu6050}. */
    public String plain() {
        return plain(name);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** A row of a table may name several, with commas. */
    private static Stream<PartWithoutDriver> each(String names, String what) {
        return Arrays.stream(names.split(","))
                .map(name -> new PartWithoutDriver(name.strip(), what));
    }
}

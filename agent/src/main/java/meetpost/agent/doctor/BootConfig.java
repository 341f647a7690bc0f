package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The firmware's {@code config.txt}.
 *
 * @param file where it is: {@code /boot/firmware/config.txt}; empty where there is none
 */
public record BootConfig(Optional<String> file, List<Line> lines) {

    private static final List<String> PLACES =
            List.of("boot/firmware/config.txt", "boot/config.txt");

    public BootConfig {
        requireNonNull(file, "file");
        lines = List.copyOf(lines);
    }

    /**
     * One line that sets something.
     *
     * @param number from 1
     * @param section that it is under: {@code [cm5]}, or {@code [all]}
     */
    record Line(int number, String section, String text) {

        boolean isForAll() {
            return section.equals("[all]");
        }
    }

    /** Of that machine. */
    static BootConfig of(Filesystem files) {
        for (String place : PLACES) {
            Optional<String> text = files.text(place);
            if (text.isPresent()) {
                return new BootConfig(Optional.of("/" + place), lines(text.get()));
            }
        }
        return new BootConfig(Optional.empty(), List.of());
    }

    /** The name to say. */
    String name() {
        return file.orElse("/boot/firmware/config.txt");
    }

    /** A line that has, among others, {@code dtparam=i2c_arm=on}. */
    Optional<Line> parameter(String name) {
        return find(line -> isOn(line, name));
    }

    /** A line that loads that overlay. */
    Optional<Line> overlay(String name) {
        return find(line -> line.text.matches("dtoverlay=" + name + "(,.*)?"));
    }

    /** The overlay whose line has that word. */
    Optional<Line> overlayWith(String word) {
        return find(line -> line.text.startsWith("dtoverlay=") && line.text.contains(word));
    }

    /** What {@code gpio=17=op,dh} makes of that pin: the words behind it; empty: nothing. */
    List<String> pin(int gpio) {
        List<String> words = List.of();
        for (Line line : lines) {
            String[] parts = line.text.split("=");
            if (parts.length == 3 && parts[0].equals("gpio") && names(parts[1], gpio)) {
                words = Arrays.asList(parts[2].split(","));
            }
        }
        return words;
    }

    /** One for all boards is better than one under a filter. */
    private Optional<Line> find(Predicate<Line> wanted) {
        return lines.stream()
                .filter(wanted)
                .filter(Line::isForAll)
                .findFirst()
                .or(() -> lines.stream().filter(wanted).findFirst());
    }

    private static boolean isOn(Line line, String name) {
        return line.text.startsWith("dtparam=")
                && Arrays.stream(line.text.substring("dtparam=".length()).split(","))
                        .anyMatch(
                                each ->
                                        each.equals(name)
                                                || each.matches(name + "=(on|true|yes|1)"));
    }

    /** {@code 17}, {@code 17,22} or {@code 17-22}. */
    private static boolean names(String pins, int gpio) {
        return Arrays.stream(pins.split(","))
                .filter(each -> each.matches("[0-9]{1,2}(-[0-9]{1,2})?"))
                .map(each -> each.split("-"))
                .anyMatch(
                        ends ->
                                Integer.parseInt(ends[0]) <= gpio
                                        && gpio <= Integer.parseInt(ends[ends.length - 1]));
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        String section = "[all]";
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.toLowerCase(Locale.ROOT);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(new Line(number, section, line.replaceAll("\\s", "")));
            }
        }
        return lines;
    }
}

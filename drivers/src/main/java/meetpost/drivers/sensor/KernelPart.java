package meetpost.drivers.sensor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A part that Raspberry Pi OS has a driver in the kernel for.
 *
 * @param device what the kernel calls it: {@code mcp3008}
 * @param channels the usual ones, in their order; empty: which are wanted depends on the wiring
 * @param what it is, for people: {@code MCP3008, eight analog inputs}
 * @param overlay what loads its driver, after {@code dtoverlay=}; empty: nothing has to
 */
public record KernelPart(
        KernelClass of,
        String device,
        List<String> channels,
        String what,
        Optional<String> overlay) {

    private static final String TABLE = "kernel-parts.txt";

    public KernelPart {
        requireNonNull(of, "of");
        requireNonNull(device, "device");
        channels = List.copyOf(channels);
        requireNonNull(what, "what");
        requireNonNull(overlay, "overlay");
    }

    /** All that we know of, in the order of the table. Reads it each time: few ever ask. */
    public static List<KernelPart> all() {
        try (InputStream in = KernelPart.class.getResourceAsStream(TABLE)) {
            String text =
                    new String(requireNonNull(in, TABLE).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(KernelPart::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one that the kernel calls so; what follows an {@code @} tells one of several. */
    public static Optional<KernelPart> called(KernelClass of, String device) {
        int at = device.indexOf('@');
        String name = at < 0 ? device : device.substring(0, at);
        return all().stream().filter(part -> part.of == of && part.device.equals(name)).findFirst();
    }

    /** The one that is sold under that name: {@code BMP388}. */
    public static Optional<KernelPart> sold(String name) {
        return all().stream()
                .filter(
                        part ->
                                part.what.contains(":")
                                        && Arrays.stream(part.what.split(":")[0].split(","))
                                                .anyMatch(each -> each.strip().equals(name)))
                .findFirst();
    }

    /** The sentence that says how its driver is loaded, after what is missing; may be empty. */
    static String advice(KernelClass of, String device) {
        return called(of, device).flatMap(KernelPart::overlay).map(KernelPart::advice).orElse("");
    }

    /** The same, for that overlay. */
    static String advice(String overlay) {
        return "; add the line dtoverlay=%s to /boot/firmware/config.txt and restart the board"
                .formatted(overlay);
    }

    private static KernelPart of(String line) {
        String[] cells = line.split("\\|", -1);
        return new KernelPart(
                KernelClass.valueOf(cells[0].strip()),
                cells[1].strip(),
                Arrays.stream(cells[2].strip().split(" ")).filter(each -> !each.isEmpty()).toList(),
                cells[3].strip(),
                Optional.of(cells[4].strip()).filter(each -> !each.isEmpty()));
    }
}

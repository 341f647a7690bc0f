package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The front pages name the parts of the catalog, in its order, with what they measure and where.
 */
class PartsTableTest {

    private static final Map<KernelClass, String> KINDS =
            Map.of(KernelClass.IIO, "IIO", KernelClass.HWMON, "hwmon");

    /** How a page says where a part is. */
    private record Words(
            String until, String thermal, String machine, String line, String kernel) {}

    @Test
    void theFrontPageHasEveryPart() throws Exception {
        assertEquals(
                rows(
                        new Words(
                                "to",
                                "none: the kernel's thermal zone 0",
                                "none: the kernel",
                                "GPIO, by the kernel's driver",
                                "the kernel's: ")),
                table("../README.md", "| Part |"));
    }

    @Test
    void theDutchFrontPageHasEveryPart() throws Exception {
        assertEquals(
                rows(
                        new Words(
                                "tot",
                                "geen: thermal zone 0 van de kernel",
                                "geen: de kernel",
                                "GPIO, door de driver van de kernel",
                                "die van de kernel: ")),
                table("../README.nl.md", "| Onderdeel |"));
    }

    /** Name, quantities and bus. */
    private static List<String> rows(Words words) {
        return Catalog.parts().stream()
                .map(
                        part ->
                                String.join(
                                        " | ",
                                        "`" + part.name() + "`",
                                        part.quantities().stream()
                                                .map(each -> "`" + each.dutch() + "`")
                                                .collect(Collectors.joining(", ")),
                                        bus(part.attachment(), words)))
                .toList();
    }

    private static String bus(Part.Attachment attachment, Words words) {
        if (attachment instanceof Part.Attachment.I2c i2c) {
            List<String> all = i2c.addresses().stream().map("0x%02X"::formatted).toList();
            return "I2C "
                    + (all.size() < 3
                            ? String.join(", ", all)
                            : all.get(0) + " " + words.until() + " " + all.get(all.size() - 1));
        }
        if (attachment instanceof Part.Attachment.KernelDevice device) {
            return words.kernel() + KINDS.get(device.of());
        }
        if (attachment instanceof Part.Attachment.KernelLine) {
            return words.line();
        }
        if (attachment instanceof Part.Attachment.Machine) {
            return words.machine();
        }
        return attachment instanceof Part.Attachment.OneWire ? "1-wire" : words.thermal();
    }

    private static List<String> table(String page, String head) throws Exception {
        return Files.readString(Path.of(page))
                .lines()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.asList(line.split(" \\| ")))
                .map(
                        cells ->
                                String.join(
                                        " | ",
                                        cells.get(1),
                                        cells.get(2),
                                        cells.get(3).replaceFirst(" \\|$", "")))
                .toList();
    }
}

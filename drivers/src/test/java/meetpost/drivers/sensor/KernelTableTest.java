package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelTableTest {

    @Test
    void theDocumentationHasEveryPartWithItsLine() throws Exception {
        String page = Files.readString(Path.of("../docs/chips.md"));

        for (KernelPart part : KernelPart.all()) {
            String start =
                    "| %s | `linux,%s` | `%s` |"
                            .formatted(part.what(), part.of().word(), part.device());
            String line =
                    page.lines().filter(each -> each.startsWith(start)).findFirst().orElse("");
            assertTrue(
                    line.endsWith(
                            part.overlay()
                                    .map(each -> "| `dtoverlay=" + each + "` |")
                                    .orElse("| none needed |")),
                    "no row in docs/chips.md for " + part);
            part.channels().forEach(each -> assertTrue(line.contains("`" + each + "`"), line));
        }
    }
}

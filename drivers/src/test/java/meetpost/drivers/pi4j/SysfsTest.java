package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import meetpost.drivers.bus.BusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysfsTest {

    @TempDir Path sys;

    @Test
    void givesTheTextOfAFile() throws Exception {
        Files.createDirectories(sys.resolve("class/thermal/thermal_zone0"));
        Files.writeString(sys.resolve("class/thermal/thermal_zone0/temp"), "48312\n");

        assertEquals("48312\n", new Sysfs(sys).read("class/thermal/thermal_zone0/temp"));
    }

    @Test
    void aFileThatIsNotThereDoesNotAnswer() {
        var thrown = assertThrows(BusException.class, () -> new Sysfs(sys).read("class/none"));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertTrue(thrown.getMessage().endsWith("class/none"), thrown.getMessage());
    }

    /** A directory stands for a file that the kernel refuses to read: EISDIR is an I/O error. */
    @Test
    void aFileThatCannotBeReadIsABusFault() throws Exception {
        Files.createDirectories(sys.resolve("class/thermal"));

        var thrown = assertThrows(BusException.class, () -> new Sysfs(sys).read("class/thermal"));

        assertEquals(BusException.Kind.BUS, thrown.kind());
    }
}

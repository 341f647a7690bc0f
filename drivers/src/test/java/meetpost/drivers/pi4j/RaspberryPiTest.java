package meetpost.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.Pull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaspberryPiTest {

    @TempDir Path root;

    @Test
    void takesTheModelFromTheDeviceTreeWhereCpuinfoHasNone() throws Exception {
        var tree = Files.createDirectories(root.resolve("proc/device-tree"));
        Files.writeString(tree.resolve("model"), "Raspberry Pi 4 Model B Rev 1.4\0");

        assertEquals("Raspberry Pi 4 Model B Rev 1.4", RaspberryPi.model(root));
    }

    @Test
    void takesTheModelFromCpuinfo() throws Exception {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(
                root.resolve("proc/cpuinfo"),
                """
                processor\t: 0
                model name\t: something else
                Revision\t: c03114
                Model\t\t: Raspberry Pi 4 Model B Rev 1.4
                """);

        assertEquals("Raspberry Pi 4 Model B Rev 1.4", RaspberryPi.model(root));
    }

    @Test
    void namesThePlatformOfAnyOtherMachine() {
        assertTrue(RaspberryPi.model(root).startsWith("Linux "), RaspberryPi.model(root));
    }

    /** Bus 99 and GPIO 53 are nowhere: on any machine there is one clear line. */
    @Test
    void saysInOneLineWhyThereIsNoBusAndNoLine() {
        try (var board = RaspberryPi.board()) {
            var failures =
                    new BusException[] {
                        assertThrows(BusException.class, () -> board.i2c(99)),
                        assertThrows(
                                BusException.class,
                                () -> board.output(new OutputLine("pomp", 53, false))),
                        assertThrows(
                                BusException.class,
                                () -> board.input(new InputLine("deur", 53, Pull.UP)))
                    };
            for (BusException failure : failures) {
                assertEquals(BusException.Kind.BUS, failure.kind());
                assertEquals(1, failure.getMessage().lines().count());
                assertFalse(failure.getMessage().contains("Exception"), failure.getMessage());
            }
        }
    }
}

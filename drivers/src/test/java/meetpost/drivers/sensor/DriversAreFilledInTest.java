package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code new-driver} leaves to be taken from a datasheet has been taken from it. */
class DriversAreFilledInTest {

    private static final String MARK = "FILL" + " IN";

    @Test
    void nothingIsLeftThatTheDatasheetHasToSay() throws Exception {
        List<String> left =
                Stream.of(
                                "src/main/java/meetpost/drivers/sensor",
                                "src/test/java/meetpost/drivers/sensor",
                                "../simulator/src/main/java/meetpost/simulator/chip",
                                "../simulator/src/main/java/meetpost/simulator/mount",
                                "../simulator/src/test/java/meetpost/simulator/chip",
                                "../agent/src/main/resources/meetpost/agent/scan")
                        .flatMap(DriversAreFilledInTest::marks)
                        .toList();

        assertEquals(List.of(), left);
    }

    private static Stream<String> marks(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files
                    .filter(Files::isRegularFile)
                    .flatMap(DriversAreFilledInTest::marksOf)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> marksOf(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.contains(MARK))
                    .map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

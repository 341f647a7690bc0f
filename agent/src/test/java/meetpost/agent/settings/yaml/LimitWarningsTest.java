package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bounds that the memory of this Java does not give, in words. */
class LimitWarningsTest {

    @Test
    void saysWhichBoundsAreAboveAnother() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:4:17: queue-size of 9MB is never reached, expected at most"
                                + " the 2MB of memory-size",
                        "meetpost.yaml:5:20: retained-size of 3MB is never reached, expected at"
                                + " most the 2MB of memory-size",
                        "meetpost.yaml:7:18: packet-size of 5MB is never reached, expected at most"
                                + " the 64KB of buffers-size"),
                warnings(
                        """
                        broker:
                          limits:
                            memory-size: 2MB
                            queue-size: 9MB
                            retained-size: 3MB
                            buffers-size: 64KB
                            packet-size: 5MB
                        """));
    }

    @Test
    void saysWhatIsAboveTheMemoryOfThisJava() throws Exception {
        List<String> warnings =
                warnings("broker: {limits: {memory-size: 64GB, buffers-size: 64GB}}");

        assertTrue(
                warnings.get(0)
                        .matches(
                                "meetpost.yaml:1:32: memory-size of 65536MB is never reached,"
                                        + " expected at most the \\d+MB of three quarters of Java's"
                                        + " heap; MemoryMax= of the service sets that"),
                warnings.get(0));
        assertTrue(
                warnings.get(1)
                        .matches(
                                "meetpost.yaml:1:52: buffers-size of 65536MB is never reached,"
                                        + " expected at most the \\d+MB of Java's direct memory;"
                                        + " MemoryMax= of the service sets that"),
                warnings.get(1));
        assertEquals(2, warnings.size());
    }

    @Test
    void saysNothingOfWhatIsLeftToTheBroker() throws Exception {
        assertEquals(List.of(), warnings("broker: {limits: {packet-size: 1MB}}"));
    }

    private static List<String> warnings(String text) throws Exception {
        return new SettingsReader(KelderPi.SURROUNDINGS)
                .check("meetpost.yaml", text).warnings().stream().map(Problem::toString).toList();
    }
}

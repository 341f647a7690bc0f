package meetpost.agent.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRecordTest {

    private static final CounterRecord WATER =
            new CounterRecord(
                    "volume m³",
                    1234.567,
                    4821,
                    0.001,
                    Instant.parse("2026-11-30T12:00:00Z"),
                    false);

    private static final String TEXT =
            """
            meetpost counter 1
            of volume m³
            base 1234.567
            pulses 4821
            per-pulse 0.001
            running at 2026-11-30T12:00:00Z
            """;

    @Test
    void isAFileThatAPersonCanRead() {
        assertEquals(TEXT, WATER.text().replaceFirst("crc [0-9a-f]{8}\n$", ""));
        assertEquals(1239.388, WATER.total(), 1e-9);
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        assertEquals(WATER, CounterRecord.of(WATER.text()));
    }

    @Test
    void isReadWithTheSmallestAndTheLargest() throws Exception {
        var record =
                new CounterRecord(
                        "teller 1",
                        999_999_999_999.5,
                        Long.MAX_VALUE / 10,
                        1e-7,
                        Instant.EPOCH,
                        true);

        assertEquals(record, CounterRecord.of(record.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "meetpost counter 1\n", "pulses 4821", "\0\0\0\0"})
    void isDamagedWhereItIsAnythingElse(String text) {
        assertThrows(IOException.class, () -> CounterRecord.of(text));
    }

    @Test
    void isDamagedWhereADigitIsAnother() {
        String text = WATER.text().replace("4821", "4921");

        assertThrows(IOException.class, () -> CounterRecord.of(text));
    }
}

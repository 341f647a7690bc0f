package meetpost.agent.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "0s, PT0S",
        "10s, PT10S",
        "5m, PT5M",
        "1h, PT1H",
        "7d, PT168H",
        "999999999d, PT23999999976H"
    })
    void readsANumberWithItsUnit(String text, Duration duration) {
        assertEquals(Optional.of(duration), DurationText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5 s", "5S", "5sec", "1m30s", "٥s"})
    void refusesWhatHasNoUnitOrMoreThanOneNumber(String text) {
        assertEquals(Optional.empty(), DurationText.parse(text));
    }

    @Test
    void refusesANumberThatNobodyMeans() {
        assertEquals(Optional.empty(), DurationText.parse("1000000000s"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0ms",
        "PT0.000000001S, 1ms",
        "PT4.2S, 4200ms",
        "PT5S, 5s",
        "PT90S, 90s",
        "PT10M, 10m",
        "PT2H, 2h",
        "PT36H, 36h"
    })
    void writesTheLargestUnitThatHoldsItWhole(Duration duration, String text) {
        assertEquals(text, DurationText.of(duration));
    }
}

package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES =
            List.of("every", "rom", "max-silence", "at-start", "maxim,ds18b20", "on");

    @ParameterizedTest
    @CsvSource({
        "kitten,sitting,3",
        "ab,ba,1",
        "'',abc,3",
        "every,every,0",
        "evrey,every,1",
        "ca,abc,3"
    })
    void countsSlips(String a, String b, int slips) {
        assertEquals(slips, Nearest.slips(a, b));
        assertEquals(slips, Nearest.slips(b, a));
    }

    @ParameterizedTest
    @CsvSource({
        "evry,every",
        "Every,every",
        "ROM,rom",
        "max_silence,max-silence",
        "maxsilence,max-silence",
        "at-strat,at-start",
        "silence,max-silence",
        "'ds18b20','maxim,ds18b20'"
    })
    void findsTheNameThatWasMeant(String wrong, String meant) {
        assertEquals(Optional.of(meant), Nearest.to(wrong, NAMES));
    }

    @Test
    void guessesNothingThatIsFar() {
        assertEquals(Optional.empty(), Nearest.to("interval", NAMES));
        assertEquals(Optional.empty(), Nearest.to("no", NAMES));
        assertEquals(Optional.empty(), Nearest.to("", NAMES));
        assertEquals(Optional.empty(), Nearest.to("e".repeat(100_000), NAMES));
    }
}

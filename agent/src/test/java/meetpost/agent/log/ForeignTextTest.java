package meetpost.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

    @Test
    void leavesWhatCanBeRead() {
        String text = "pomp-1 é 水 \uD83D\uDE00 \"<&>\" 21.5 °C";

        assertEquals(text, ForeignText.shown(text));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 9, 10, 13, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C,
                0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
                0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xD800, 0xDFFF, 0xE000, 0xFFF9,
                0xE0001
            })
    void replacesWhatMovesTurnsOrHides(int codePoint) {
        assertEquals("a?b", ForeignText.shown("a" + Character.toString(codePoint) + "b"));
    }

    @Test
    void isShort() {
        assertEquals("x".repeat(200) + "…", ForeignText.shown("x".repeat(100_000)));
        assertEquals("x".repeat(200), ForeignText.shown("x".repeat(200)));
        assertEquals("\uD83D\uDE00…", ForeignText.shown("\uD83D\uDE00\uD83D\uDE00", 1));
    }
}

package meetpost.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PlainStreamTest {

    private static final String EVIL = "\u001b[2J\r\u202eNO\u0085\u2028\ud800";
    private static final String SHOWN = "?[2J??NO???";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PlainStream(new PrintStream(written, true, UTF_8));

    @Test
    void printsNothingThatATerminalObeysInWhateverWayItIsPrinted() {
        out.println(EVIL);
        out.print(EVIL + "\n");
        out.printf(Locale.ROOT, "%s%n", EVIL);
        out.append(EVIL).append('\u001b').println();
        out.println((Object) EVIL);
        out.println(EVIL.toCharArray());

        assertEquals(
                List.of(SHOWN, SHOWN, SHOWN, SHOWN + "?", SHOWN, SHOWN),
                written.toString(UTF_8).lines().toList());
    }

    @Test
    void leavesWhatCanBeReadAndEndsOfLines() {
        out.println("21.5 °C\t€ 水 😀\nnext");

        assertEquals("21.5 °C\t€ 水 😀\nnext\n", written.toString(UTF_8));
    }

    @Test
    void letsThroughWhatDrawsOnATerminal() {
        PlainStream.control(out, "\u001b[H");
        out.println("x");
        PlainStream.control(new PrintStream(written, true, UTF_8), "\u001b[K");

        assertEquals("\u001b[Hx\n\u001b[K", written.toString(UTF_8));
    }
}

package meetpost.drivers.bus;

import static java.util.Arrays.copyOfRange;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A bus that expects the transactions of a transcript, in order, and no other byte. One line each:
 * {@code address [w bytes] [r bytes] [nak] [# comment]}, as {@link RecordingBus} prints them.
 */
public final class BusPlayback implements I2cBus {

    private final Deque<String> lines = new ArrayDeque<>();

    public BusPlayback(String transcript) {
        transcript
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(lines::add);
    }

    @Override
    public byte[] transfer(int address, byte[] out, int inLength) throws BusException {
        assertTrue(!lines.isEmpty(), "a transaction after the end of the transcript");
        String line = lines.remove();
        List<String> words = Arrays.asList(line.split(" "));
        int read = words.indexOf("r");
        boolean nak = words.contains("nak");
        String answer =
                read < 0 || nak ? "" : String.join("", words.subList(read + 1, words.size()));
        byte[] in = HexFormat.of().parseHex(answer);

        String asked = "%02X".formatted(address);
        if (out.length > 0) {
            asked += " w " + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(out);
        }
        int end =
                read >= 0 ? read : words.indexOf("nak") >= 0 ? words.indexOf("nak") : words.size();
        assertEquals(String.join(" ", words.subList(0, end)), asked, "transaction");
        if (nak) {
            throw new BusException(BusException.Kind.NO_ANSWER, "no acknowledge");
        }
        assertEquals(in.length, inLength, "bytes read in: " + line);
        return copyOfRange(in, 0, in.length);
    }

    /** Fails if transactions are left over. */
    public void assertFinished() {
        assertTrue(lines.isEmpty(), () -> "not asked for: " + lines);
    }
}

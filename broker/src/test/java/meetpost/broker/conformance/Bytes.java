package meetpost.broker.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes as the conversations write them: hexadecimal, text in quotes, runs, and comments.
 *
 * <p>{@code "30 05 00 01 't' 41*2 # PUBLISH"} is {@code 30 05 00 01 74 41 41}. Nothing is computed:
 * lengths are written out, so that a wrong one can be written too.
 */
public final class Bytes {

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|#[^\\n]*|'([^']*)'(?:\\*(\\d+))?|([0-9a-fA-F]{2,})(?:\\*(\\d+))?");

    private Bytes() {}

    /** The bytes that {@code notation} stands for. */
    public static byte[] of(String notation) {
        var bytes = new ByteArrayOutputStream();
        Matcher token = TOKEN.matcher(notation);
        int at = 0;

        while (token.find() && token.start() == at) {
            if (token.group(1) != null) {
                repeat(bytes, token.group(1).getBytes(UTF_8), token.group(2));
            } else if (token.group(3) != null) {
                repeat(bytes, HEX.parseHex(token.group(3)), token.group(4));
            }
            at = token.end();
        }
        if (at != notation.length()) {
            throw new IllegalArgumentException(
                    "not hex, not 'text', not a comment: " + notation.substring(at));
        }
        return bytes.toByteArray();
    }

    /** Packets in words, for the message of a failure: type, flags, hexadecimal, text. */
    static String inWords(byte[] bytes) {
        if (bytes.length == 0) {
            return "nothing";
        }
        var words = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, packetEnd(bytes, at));
            words.append(words.isEmpty() ? "" : "\n    ").append(packet(bytes, at, end));
            at = end;
        }
        return words.toString();
    }

    private static final String[] TYPES = {
        "type 0", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP",
        "SUBSCRIBE", "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT",
                "AUTH"
    };

    private static String packet(byte[] bytes, int from, int to) {
        int shown = Math.min(to, from + 80);
        var text = new StringBuilder();
        for (int i = from; i < shown; i++) {
            text.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return "%s flags %s, %d bytes: %s  |%s|"
                .formatted(
                        TYPES[(bytes[from] >> 4) & 0x0f],
                        Integer.toBinaryString(0x10 | (bytes[from] & 0x0f)).substring(1),
                        to - from,
                        HexFormat.ofDelimiter(" ").formatHex(bytes, from, shown),
                        text);
    }

    private static int packetEnd(byte[] bytes, int from) {
        int length = 0;
        for (int i = 1; i <= 4 && from + i < bytes.length; i++) {
            length |= (bytes[from + i] & 0x7f) << (7 * (i - 1));
            if (bytes[from + i] >= 0) {
                return from + i + 1 + length;
            }
        }
        return bytes.length;
    }

    private static void repeat(ByteArrayOutputStream bytes, byte[] run, String times) {
        int count = times == null ? 1 : Integer.parseInt(times);
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(run);
        }
    }
}

package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What a board publishes on a topic where commands come in, to see that nothing from before it is
 * still on its way: {@code meetpost-mark:} and 128 random bits in hexadecimal. Every board knows it
 * by its form, and only the one that made it knows its bits.
 *
 * @param payload as it is published
 */
record Mark(String payload) {

    private static final String FORM = "meetpost-mark:";
    private static final int BYTES = 16;
    private static final int LENGTH = FORM.length() + 2 * BYTES;

    Mark {
        requireNonNull(payload, "payload");
    }

    /** One that nobody can guess, where {@code random} is a secure one. */
    static Mark random(RandomGenerator random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new Mark(FORM + HexFormat.of().formatHex(bits));
    }

    /** Whether a payload is a mark of anybody's: no command, and of no interest to others. */
    static boolean isOne(byte[] payload) {
        if (payload.length != LENGTH) {
            return false;
        }
        String text = new String(payload, US_ASCII);
        return text.startsWith(FORM)
                && text.chars().skip(FORM.length()).allMatch(Mark::isHexadecimal);
    }

    boolean isIn(byte[] received) {
        return payload.equals(new String(received, US_ASCII));
    }

    private static boolean isHexadecimal(int outgoing) {
        return (outgoing >= '0' && outgoing <= '9') || (outgoing >= 'a' && outgoing <= 'f');
    }
}

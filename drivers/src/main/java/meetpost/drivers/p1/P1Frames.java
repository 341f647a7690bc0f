package meetpost.drivers.p1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds telegrams in what comes from a P1 port: from a slash at the begin of a line to an
 * exclamation mark at the begin of one, with the checksum behind it. Begins with the next telegram
 * whatever was before. Keeps {@value #LONGEST} bytes at most. For one thread.
 *
 * <p>Source: DSMR P1 Companion Standard 5.0.2 of Netbeheer Nederland, 6.2 (CRC16: polynomial x16 +
 * x15 + x2 + 1, least significant bit first, without inversion, over all bytes from the slash to
 * the exclamation mark, both of them too); 2.2 has no checksum.
 */
public final class P1Frames {

    /** A telegram with two messages of 1,024 characters each, in hexadecimal, is about half. */
    public static final int LONGEST = 8192;

    private static final int POLYNOMIAL = 0xA001;
    private static final int DIGITS = 4;

    private final boolean checked;
    private final byte[] bytes = new byte[LONGEST];
    private final StringBuilder checksum = new StringBuilder();
    private State state = State.OUTSIDE;
    private int length;
    private byte before = '\n';

    private enum State {
        OUTSIDE,
        INSIDE,
        CHECKSUM
    }

    /** What was found. */
    public sealed interface Frame {

        /** From the slash to the exclamation mark. */
        record Telegram(String text) implements Frame {}

        /**
         * Something that began as a telegram.
         *
         * @param why it is none, in words
         */
        record Damaged(String why) implements Frame {}
    }

    /**
     * @param checked whether telegrams have a checksum: those of DSMR 4 and later
     */
    public P1Frames(boolean checked) {
        this.checked = checked;
    }

    /** One more byte. Gives what ended with it; empty: nothing did. */
    public Optional<Frame> accept(byte one) {
        boolean begins = one == '/' && before == '\n';
        boolean ends = one == '!' && before == '\n';
        before = one == '\r' ? before : one;
        if (begins) {
            boolean cut = state != State.OUTSIDE;
            begin(one);
            return cut ? damaged("the end is missing") : Optional.empty();
        }
        return switch (state) {
            case OUTSIDE -> Optional.empty();
            case INSIDE -> inside(one, ends);
            case CHECKSUM -> checksum(one);
        };
    }

    private void begin(byte slash) {
        state = State.INSIDE;
        bytes[0] = slash;
        length = 1;
        checksum.setLength(0);
    }

    private Optional<Frame> inside(byte one, boolean ends) {
        if (length == LONGEST) {
            state = State.OUTSIDE;
            return damaged("it is longer than " + LONGEST + " bytes");
        }
        boolean text = one == '\r' || one == '\n' || (one >= ' ' && one <= '~');
        if (!text) {
            state = State.OUTSIDE;
            return damaged(
                    "a byte %s is no text; is the speed right?"
                            .formatted(String.format(Locale.ROOT, "0x%02x", one)));
        }
        bytes[length++] = one;
        if (!ends) {
            return Optional.empty();
        }
        if (checked) {
            state = State.CHECKSUM;
            return Optional.empty();
        }
        state = State.OUTSIDE;
        return Optional.of(new Frame.Telegram(text()));
    }

    private Optional<Frame> checksum(byte one) {
        if (one != '\r' && one != '\n') {
            checksum.append((char) one);
            if (checksum.length() <= DIGITS) {
                return Optional.empty();
            }
        }
        state = State.OUTSIDE;
        String expected = String.format(Locale.ROOT, "%04X", crc());
        String said = checksum.toString();
        if (said.isEmpty()) {
            return damaged("there is no checksum; a meter before DSMR 4 needs `dsmr: 2`");
        }
        return said.equalsIgnoreCase(expected)
                ? Optional.of(new Frame.Telegram(text()))
                : damaged("its checksum is wrong; does another program read the port?");
    }

    private String text() {
        return new String(bytes, 0, length, US_ASCII);
    }

    private int crc() {
        return crc(bytes, length);
    }

    static int crc(byte[] bytes, int length) {
        int crc = 0;
        for (int at = 0; at < length; at++) {
            crc ^= bytes[at] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ POLYNOMIAL;
            }
        }
        return crc;
    }

    private static Optional<Frame> damaged(String why) {
        return Optional.of(new Frame.Damaged(why));
    }
}

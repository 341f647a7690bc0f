package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Who this run of the program is among all that use the broker.
 *
 * @param device the id in topics
 * @param board tells two boards apart that have the same device id, as cloned SD cards have
 * @param run tells this start of the program from the one before
 */
public record Identity(String device, String board, String run, Instant started) {

    private static final int BOARD_DIGITS = 8;

    public Identity {
        requireNonNull(device, "device");
        requireNonNull(board, "board");
        requireNonNull(run, "run");
        requireNonNull(started, "started");
    }

    /**
     * @param serial of the board, or whatever else tells it from its clones; is shown only hashed
     */
    public static Identity of(
            String device, String serial, Instant started, RandomGenerator random) {
        return new Identity(
                device,
                hash(serial),
                String.format(Locale.ROOT, "%08x", random.nextInt()),
                started);
    }

    /** Unique even on cloned cards: {@code meetpost-kelder-pi-3f2a9c01}. */
    public String clientId() {
        return "meetpost-" + device + "-" + board;
    }

    /** On the info topic, and in readings: {@code 3f2a9c01-6b1d04ef}. */
    public String session() {
        return board + "-" + run;
    }

    private static String hash(String serial) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(serial.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, BOARD_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

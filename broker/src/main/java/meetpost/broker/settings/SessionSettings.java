package meetpost.broker.settings;

import java.time.Duration;
import java.util.Set;

/**
 * How long sessions are kept whose clients are away, and whose are kept at all costs.
 *
 * @param expiry of MQTT 3.1 and 3.1.1, and the longest that an MQTT 5 client may have; 1 s to
 *     10,000 days
 * @param reserved users whose sessions make room for nobody else's
 */
public record SessionSettings(Duration expiry, Set<String> reserved) {

    /** What fits the four bytes of MQTT 5 and is not its word for "never". */
    public static final Duration LONGEST = Duration.ofDays(10_000);

    public static final SessionSettings DEFAULTS =
            new SessionSettings(Duration.ofDays(60), Set.of());

    public SessionSettings {
        reserved = Set.copyOf(reserved);
        if (expiry.toSeconds() < 1 || expiry.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "sessions expire after %s, expected 1 s to 10,000 days".formatted(expiry));
        }
    }
}

package meetpost.agent.time;

import java.time.Instant;

/**
 * When this program did not exist yet: a calendar that shows such a time has not been set since
 * power-on, for most boards have no clock battery.
 */
public final class FirstRelease {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private FirstRelease() {}

    /** Whether that was before. */
    public static boolean isAfter(Instant time) {
        return FIRST.isAfter(time);
    }
}

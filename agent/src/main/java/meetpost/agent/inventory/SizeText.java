package meetpost.agent.inventory;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people read them in a table: short, and not exact. */
public final class SizeText {

    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;

    private SizeText() {}

    /** {@code 120 B}, {@code 4.2 kB}, {@code 16.0 MB}. */
    public static String of(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        return bytes < MEGA
                ? String.format(Locale.ROOT, "%.1f kB", bytes / (double) KILO)
                : String.format(Locale.ROOT, "%.1f MB", bytes / (double) MEGA);
    }

    /** In its largest unit: {@code 59s}, {@code 3h}, {@code 12d}. */
    public static String of(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + "s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + "m";
        }
        return time.toDays() < 1 ? time.toHours() + "h" : time.toDays() + "d";
    }
}

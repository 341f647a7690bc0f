package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * From what was measured to what is published, for one quantity of one sensor, in the order of the
 * components.
 *
 * @param calibration points of (measured, true), by rising measured value; one point is an offset;
 *     none leaves the value as it is
 * @param limits in the calibrated unit; outside is the fault {@code implausible}
 * @param maxRate units a second; faster is believed only when three samples in a row agree
 * @param filter empty: none
 * @param deadband published only when it moved at least this far; 0: every time
 * @param decimals digits after the point, 0 to 6
 */
public record ShapingSettings(
        List<Point> calibration,
        Optional<Limits> limits,
        Optional<Double> maxRate,
        Optional<Filter> filter,
        double deadband,
        int decimals) {

    public ShapingSettings {
        calibration = List.copyOf(calibration);
        requireNonNull(limits, "limits");
        requireNonNull(maxRate, "maxRate");
        requireNonNull(filter, "filter");
    }

    /** When the part says {@code measured}, it is {@code actual}. */
    public record Point(double measured, double actual) {}

    /** Both ends are plausible. */
    public record Limits(double low, double high) {}

    /**
     * Over the last samples.
     *
     * @param length 2 to 99
     */
    public record Filter(Kind kind, int length) {

        public Filter {
            requireNonNull(kind, "kind");
        }

        /** What the filter gives of its samples. */
        public enum Kind {
            MEDIAN,
            MEAN
        }
    }
}

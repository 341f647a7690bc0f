package meetpost.agent.shaping;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import meetpost.agent.settings.ShapingSettings.Filter;

/**
 * The median or the mean of the last values, of fewer while there are fewer. Values from before a
 * long gap do not count. For one thread.
 */
final class Smoothing {

    private final Filter filter;
    private final long oldestNanos;
    private final Deque<Point> window = new ArrayDeque<>();

    /** Values count for twice the time in which the window fills at one value {@code every}. */
    Smoothing(Filter filter, Duration every) {
        this.filter = filter;
        this.oldestNanos = every.multipliedBy(2L * filter.length()).toNanos();
    }

    double of(double value, long tick) {
        window.addLast(new Point(value, tick));
        while (window.size() > filter.length() || tick - window.getFirst().tick() > oldestNanos) {
            window.removeFirst();
        }
        double[] values = window.stream().mapToDouble(Point::value).sorted().toArray();
        return switch (filter.kind()) {
            case MEDIAN -> median(values);
            case MEAN -> mean(values);
        };
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private record Point(double value, long tick) {}
}

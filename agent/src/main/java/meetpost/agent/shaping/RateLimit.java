package meetpost.agent.shaping;

import java.util.Optional;

/**
 * Believes a value that is as near to the last believed one as the time between them allows. A jump
 * is believed when three values in a row agree with each other. For one thread.
 */
final class RateLimit {

    private static final int AGREEING = 3;
    private static final double NANOS_A_SECOND = 1e9;

    private final double perSecond;
    private Optional<Point> believed = Optional.empty();
    private Optional<Point> jumped = Optional.empty();
    private int agreeing;

    /** In units a second. */
    RateLimit(double perSecond) {
        this.perSecond = perSecond;
    }

    boolean believes(double value, long tick) {
        var point = new Point(value, tick);
        if (believed.isEmpty() || near(believed.get(), point) || confirmed(point)) {
            believed = Optional.of(point);
            interrupt();
            return true;
        }
        return false;
    }

    /** The value that was believed last. */
    Optional<Double> believed() {
        return believed.map(Point::value);
    }

    /** A sample was missing or wrong: those before it and after it are not in a row. */
    void interrupt() {
        jumped = Optional.empty();
        agreeing = 0;
    }

    private boolean confirmed(Point point) {
        agreeing = jumped.isPresent() && near(jumped.get(), point) ? agreeing + 1 : 1;
        jumped = Optional.of(point);
        return agreeing == AGREEING;
    }

    private boolean near(Point from, Point to) {
        double allowed = perSecond * ((to.tick() - from.tick()) / NANOS_A_SECOND);
        return Rounding.notMore(Math.abs(to.value() - from.value()), allowed);
    }

    private record Point(double value, long tick) {}
}

package meetpost.agent.shaping;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** One quantity of one sensor: what it is, whether it can be true, whether it moved. One thread. */
final class QuantityShaper {

    private final Quantity quantity;
    private final ShapingSettings settings;
    private final Calibration calibration;
    private final Optional<RateLimit> rate;
    private final Optional<Smoothing> smoothing;
    private Optional<Double> published = Optional.empty();

    QuantityShaper(Quantity quantity, ShapingSettings settings, Duration every) {
        this.quantity = quantity;
        this.settings = settings;
        this.calibration = new Calibration(settings.calibration());
        this.rate = settings.maxRate().map(RateLimit::new);
        this.smoothing = settings.filter().map(filter -> new Smoothing(filter, every));
    }

    double calibrated(double measured) {
        return calibration.of(measured);
    }

    /** Why the calibrated value is not to be believed; empty if it is. */
    Optional<String> implausible(double value, long tick) {
        Optional<Limits> limits = settings.limits();
        if (limits.isPresent() && (value < limits.get().low() || value > limits.get().high())) {
            interrupt();
            return Optional.of(
                    "%s, expected %s to %s"
                            .formatted(
                                    text(value),
                                    number(limits.get().low()),
                                    number(limits.get().high())));
        }
        if (rate.isPresent() && !rate.get().believes(value, tick)) {
            return Optional.of(
                    "%s after %s, expected %s a minute at most or three samples that agree"
                            .formatted(
                                    text(value),
                                    number(rate.get().believed().orElse(value)),
                                    number(settings.maxRate().orElse(0.0) * 60)));
        }
        return Optional.empty();
    }

    /** The value as it is to be seen, not rounded yet. */
    double smoothed(double value, long tick) {
        return smoothing.isPresent() ? smoothing.get().of(value, tick) : value;
    }

    boolean moved(double value) {
        return published.isEmpty()
                || Rounding.notLess(Math.abs(value - published.get()), settings.deadband());
    }

    /** The value as rules see it. */
    Measurement seen(double value) {
        return new Measurement(quantity, value);
    }

    /** The value as it is published, from which the next one must have moved. */
    Measurement published(double value) {
        published = Optional.of(value);
        return new Measurement(quantity, Rounding.halfUp(value, settings.decimals()));
    }

    /** A sample was missing or wrong. */
    void interrupt() {
        rate.ifPresent(RateLimit::interrupt);
    }

    private String text(double value) {
        return "%s %s %s".formatted(quantity.dutch(), number(value), quantity.unit()).strip();
    }

    private String number(double value) {
        double rounded = Rounding.halfUp(value, Math.max(2, settings.decimals()));
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }
}

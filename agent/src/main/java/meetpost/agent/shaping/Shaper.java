package meetpost.agent.shaping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/**
 * From what one sensor measured to what is published of it: calibrated, checked, smoothed, thinned
 * and rounded, in this order. Knows the time only from the ticks it is given. For one thread.
 */
final class Shaper {

    private static final ShapingSettings PLAIN =
            new ShapingSettings(
                    List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 6);

    private final SensorSettings settings;
    private final List<QuantityShaper> quantities = new ArrayList<>();
    private final Optional<SameValue> same;
    private boolean wasFault = true;
    private long lastDue;

    Shaper(SensorSettings settings) {
        this.settings = settings;
        this.same = settings.maxSame().map(SameValue::new);
        for (Quantity quantity : settings.part().quantities()) {
            quantities.add(
                    new QuantityShaper(
                            quantity,
                            settings.shaping().getOrDefault(quantity, PLAIN),
                            settings.every()));
        }
    }

    /** The measurements of a reading, one for each quantity of the part, in its order. */
    Shaped shape(List<Measurement> measurements, long tick) {
        List<Double> values = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            double value = quantities.get(i).calibrated(measurements.get(i).value());
            values.add(value);
            quantities.get(i).implausible(value, tick).ifPresent(doubts::add);
        }
        boolean stuck = same.isPresent() && same.get().stuck(measurements, tick);
        if (!doubts.isEmpty()) {
            wasFault = true;
            return new Shaped.Refused(FaultKind.IMPLAUSIBLE, String.join("; ", doubts));
        }
        if (stuck) {
            wasFault = true;
            return new Shaped.Refused(FaultKind.STUCK, stuckMessage(measurements));
        }
        return thinned(smoothed(values, tick), tick);
    }

    /** The sensor gave no reading. The next one is published whatever the deadband says. */
    void interrupt() {
        wasFault = true;
        same.ifPresent(SameValue::interrupt);
        quantities.forEach(QuantityShaper::interrupt);
    }

    private List<Double> smoothed(List<Double> values, long tick) {
        List<Double> smoothed = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            smoothed.add(quantities.get(i).smoothed(values.get(i), tick));
        }
        return smoothed;
    }

    private Shaped thinned(List<Double> values, long tick) {
        boolean moved = false;
        for (int i = 0; i < quantities.size(); i++) {
            moved |= quantities.get(i).moved(values.get(i));
        }
        if (!wasFault && !moved && !silentForTooLong(tick)) {
            return new Shaped.Silent();
        }
        wasFault = false;
        lastDue = tick;
        List<Measurement> rounded = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            rounded.add(
                    new Measurement(
                            settings.part().quantities().get(i),
                            quantities.get(i).rounded(values.get(i))));
        }
        return new Shaped.Due(rounded);
    }

    /** At the instant that is nearest to it, as a thread is never woken quite on time. */
    private boolean silentForTooLong(long tick) {
        long silent = tick - lastDue + settings.every().toNanos() / 2;
        return silent >= settings.maxSilence().toNanos();
    }

    private String stuckMessage(List<Measurement> measurements) {
        String values =
                String.join(
                        ", ", measurements.stream().map(m -> Double.toString(m.value())).toList());
        return "exactly %s for more than %d s, expected a change"
                .formatted(values, settings.maxSame().orElseThrow().toSeconds());
    }
}

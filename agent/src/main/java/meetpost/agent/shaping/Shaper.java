package meetpost.agent.shaping;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static meetpost.agent.sampling.FaultKind.IMPLAUSIBLE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.formula.Calculation;
import meetpost.agent.formula.Calculation.Missing;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample.Failed;
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
    private final Map<Quantity, QuantityShaper> quantities = new LinkedHashMap<>();
    private final Optional<SameValue> same;
    private final List<Calculation> calculations;
    private boolean wasFault = true;

    /** What the last reading that was believed was without. */
    private Set<Quantity> lacked = Set.of();

    private long lastDue;

    /** Of the last reading: as it is to be seen, not rounded. */
    private List<Measurement> believed = List.of();

    Shaper(SensorSettings settings) {
        this.settings = settings;
        this.same = settings.maxSame().map(SameValue::new);
        for (Quantity quantity : settings.derived().all(settings.part())) {
            quantities.put(
                    quantity,
                    new QuantityShaper(
                            quantity,
                            settings.shaping().getOrDefault(quantity, PLAIN),
                            settings.every()));
        }
        calculations = settings.derived().formulas().stream().map(Calculation::new).toList();
    }

    /**
     * Of a reading.
     *
     * @param unmeasured the quantities of the part that the reading lacks
     */
    Shaped shape(List<Measurement> measurements, List<Failed> unmeasured, long tick) {
        believed = List.of();
        Map<QuantityShaper, Double> values = new LinkedHashMap<>();
        List<Failed> failed = new ArrayList<>(unmeasured);
        for (Measurement each : measurements) {
            QuantityShaper shaper = requireNonNull(quantities.get(each.quantity()), "a shaper");
            double value = shaper.calibrated(each.value());
            shaper.implausible(value, tick)
                    .ifPresentOrElse(
                            doubt -> failed.add(new Failed(each.quantity(), IMPLAUSIBLE, doubt)),
                            () -> values.put(shaper, value));
        }
        unmeasured.forEach(
                each -> requireNonNull(quantities.get(each.quantity()), "a shaper").interrupt());
        boolean stuck = same.isPresent() && same.get().stuck(measurements, tick);
        if (values.isEmpty()) {
            return refused(failed);
        }
        if (stuck) {
            wasFault = true;
            return new Shaped.Refused(FaultKind.STUCK, stuckMessage(measurements));
        }
        values.replaceAll((shaper, value) -> shaper.smoothed(value, tick));
        derive(values, failed, tick);
        List<Failed> told = published(values, failed);
        believed =
                values.entrySet().stream()
                        .map(each -> each.getKey().seen(each.getValue()))
                        .toList();
        return values.isEmpty() ? refused(told) : thinned(values, told, tick);
    }

    /** What of the last reading is to be believed: neither thinned nor rounded. */
    List<Measurement> believed() {
        return believed;
    }

    private Shaped.Refused refused(List<Failed> failed) {
        wasFault = true;
        return new Shaped.Refused(
                failed.get(0).kind(), failed.stream().map(Failed::message).collect(joining("; ")));
    }

    /** Works out the formulas, each of what is there by then. */
    private void derive(Map<QuantityShaper, Double> values, List<Failed> failed, long tick) {
        for (Calculation each : calculations) {
            QuantityShaper shaper = requireNonNull(quantities.get(each.quantity()), "a shaper");
            double value =
                    each.value(
                            input ->
                                    values.getOrDefault(
                                            requireNonNull(quantities.get(input), "a shaper"),
                                            Double.NaN));
            if (Double.isNaN(value)) {
                shaper.interrupt();
                failed.add(missing(each.quantity(), each.missing(), failed));
                continue;
            }
            double calibrated = shaper.calibrated(value);
            shaper.implausible(calibrated, tick)
                    .ifPresentOrElse(
                            doubt -> failed.add(new Failed(each.quantity(), IMPLAUSIBLE, doubt)),
                            () -> values.put(shaper, shaper.smoothed(calibrated, tick)));
        }
    }

    /** With the kind of what it lacks. */
    private static Failed missing(Quantity quantity, Missing missing, List<Failed> failed) {
        return failed.stream()
                .filter(each -> missing.lacks().filter(each.quantity()::equals).isPresent())
                .findFirst()
                .map(
                        lacked ->
                                new Failed(
                                        quantity,
                                        lacked.kind(),
                                        missing.text() + ": " + lacked.message()))
                .orElseGet(() -> new Failed(quantity, IMPLAUSIBLE, missing.text()));
    }

    /** Leaves out what is only there for formulas, whose own faults speak of it. */
    private List<Failed> published(Map<QuantityShaper, Double> values, List<Failed> failed) {
        Set<Quantity> kept = settings.derived().kept();
        if (kept.isEmpty()) {
            return failed;
        }
        kept.forEach(each -> values.remove(requireNonNull(quantities.get(each), "a shaper")));
        return failed.stream().filter(each -> !kept.contains(each.quantity())).toList();
    }

    /** The sensor gave no reading. The next one is published whatever the deadband says. */
    void interrupt() {
        wasFault = true;
        same.ifPresent(SameValue::interrupt);
        quantities.values().forEach(QuantityShaper::interrupt);
    }

    private Shaped thinned(Map<QuantityShaper, Double> values, List<Failed> failed, long tick) {
        boolean moved = false;
        for (var each : values.entrySet()) {
            moved |= each.getKey().moved(each.getValue());
        }
        Set<Quantity> lacking = failed.stream().map(Failed::quantity).collect(toSet());
        boolean another = !lacking.equals(lacked);
        lacked = lacking;
        if (!wasFault && !moved && !another && !silentForTooLong(tick)) {
            return new Shaped.Silent(failed);
        }
        wasFault = false;
        lastDue = tick;
        List<Measurement> rounded = new ArrayList<>();
        values.forEach((shaper, value) -> rounded.add(shaper.published(value)));
        return new Shaped.Due(rounded, failed);
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
        return "exactly %s for more than %s s, expected a change"
                .formatted(values, settings.maxSame().orElseThrow().toSeconds());
    }
}

package meetpost.agent.settings.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.bus.Pull;
import meetpost.drivers.input.PulseFilter.CountedEdge;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/** Keys of sensors that count pulses. */
final class CounterKeys {

    private static final double LARGEST = 1e12;
    private static final double SECONDS_AN_HOUR = 3600;

    static final Key<String> MEASURES =
            Key.of(
                    "measures",
                    Scalars.NAME,
                    "teller",
                    "Of `gpio,counter`: the quantity whose total it is, such as `volume`, `energie`"
                            + " or `neerslag`.");
    static final Key<String> UNIT =
            Key.optional(
                    "unit",
                    FormulaSection.UNIT.type(),
                    "as the quantity has it, else none",
                    "Of `gpio,counter`: the unit of `measures`.");
    static final Key<Double> PER_PULSE =
            Key.optional(
                    "per-pulse",
                    Scalars.decimal(0, LARGEST),
                    "required for all but `teller`, where it is `1`",
                    "Of `gpio,counter`: what a pulse stands for, in that unit, such as `0.001`.");
    static final Key<Double> PULSES_PER_UNIT =
            Key.optional(
                    "pulses-per-unit",
                    Scalars.decimal(0, LARGEST),
                    "none",
                    "Of `gpio,counter`, instead of `per-pulse`: how many pulses make one unit, such"
                            + " as `1000` for a meter of 1000 imp/kWh.");
    static final Key<Double> BEGIN =
            Key.of(
                    "begin",
                    Scalars.decimal(0, LARGEST),
                    "0",
                    "Of `gpio,counter`: what stood on the meter when it began to count. Used once;"
                            + " later `meetpost set-total` says it.");
    static final Key<CountedEdge> EDGE =
            Key.optional(
                    "edge",
                    Scalars.choice(List.of(CountedEdge.values())),
                    "`falling` with `pull: up`, else `rising`",
                    "Of `gpio,counter`: which change of level is a pulse: `rising`, `falling` or"
                            + " `both`.");
    static final Key<Pull> PULL =
            Key.of(
                    "pull",
                    PinTypes.PULL,
                    "up",
                    "Of `gpio,counter`: resistor inside the chip: `up`, `down` or `none`.");
    static final Key<Duration> DEBOUNCE =
            Key.of(
                    "debounce",
                    Units.duration("20ms", Duration.ZERO, Duration.ofSeconds(10)),
                    "20ms",
                    "Of `gpio,counter`: a level counts when it was steady for this long; `0` to 10s."
                            + " `0` for what does not bounce, such as a Hall sensor.");

    /** All of them. */
    static final List<Key<?>> ALL =
            List.of(MEASURES, UNIT, PER_PULSE, PULSES_PER_UNIT, BEGIN, EDGE, PULL, DEBOUNCE);

    private CounterKeys() {}

    /** What they say, of a counter on that line. */
    static SensorWires.Wired read(Part part, int gpio, Section section, ProblemReport report) {
        Quantity total = total(section);
        double perPulse = perPulse(total, section, report);
        Pull pull = section.value(PULL);
        Rate rate = rate(total);
        return new SensorWires.Wired(
                part.measuring(List.of(total, rate.quantity())),
                new Wire.Pulses(
                        gpio,
                        pull,
                        section.find(EDGE)
                                .orElse(pull == Pull.UP ? CountedEdge.FALLING : CountedEdge.RISING),
                        section.value(DEBOUNCE),
                        perPulse,
                        section.value(BEGIN),
                        rate.factor()));
    }

    private static Quantity total(Section section) {
        String name = section.value(MEASURES);
        Optional<Quantity> standard =
                Quantity.standard().stream()
                        .filter(each -> Derivable.named(each, name))
                        .findFirst();
        Optional<String> unit = section.find(UNIT);
        // A count has the unit 1, which nobody writes.
        return standard.filter(each -> unit.isEmpty() || unit.get().equals(each.unit()))
                .orElseGet(
                        () -> Quantity.named(name, unit.orElse(""), FormulaSection.USUAL_DECIMALS));
    }

    private static double perPulse(Quantity total, Section section, ProblemReport report) {
        Optional<Double> perPulse = section.find(PER_PULSE);
        Optional<Double> perUnit = section.find(PULSES_PER_UNIT);
        if (section.has(PER_PULSE) && section.has(PULSES_PER_UNIT)) {
            report.at(
                    section.at(PULSES_PER_UNIT),
                    "\"per-pulse\" and \"pulses-per-unit\" at once, expected one of them");
            return 1;
        }
        Key<Double> key = section.has(PULSES_PER_UNIT) ? PULSES_PER_UNIT : PER_PULSE;
        Optional<Double> said = perPulse.or(() -> perUnit);
        if (said.isPresent() && said.get() == 0) {
            report.at(section.at(key), "\"%s\" is 0, expected more".formatted(key.name()));
            return 1;
        }
        if (!section.has(key) && !total.equals(Quantity.COUNT)) {
            report.at(
                    section.at(),
                    "\"per-pulse\" is missing, expected how much %s%s a pulse stands for, such as 0.001; or \"pulses-per-unit\", such as 1000"
                            .formatted(
                                    total.dutch(),
                                    total.unit().isEmpty() ? "" : " in " + total.unit()));
        }
        return perPulse.or(() -> perUnit.map(each -> 1 / each)).orElse(1.0);
    }

    /**
     * How fast something goes.
     *
     * @param factor of one unit a second
     */
    private record Rate(Quantity quantity, double factor) {}

    private static Rate rate(Quantity total) {
        if (total.equals(Quantity.VOLUME) || total.equals(Quantity.GAS)) {
            // m³/s to L/min.
            return new Rate(Quantity.FLOW, 60_000);
        }
        if (total.equals(Quantity.ENERGY)) {
            // kWh/s to W.
            return new Rate(Quantity.POWER, 1000 * SECONDS_AN_HOUR);
        }
        if (total.equals(Quantity.COUNT)) {
            return new Rate(Quantity.FREQUENCY, 1);
        }
        String unit = total.unit().isEmpty() ? "1" : total.unit();
        return new Rate(
                new Quantity(
                        total.dutch() + "-per-uur",
                        total.english() + "-per-hour",
                        unit + "/h",
                        total.decimals()),
                SECONDS_AN_HOUR);
    }
}

package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import meetpost.drivers.sensor.Ads1115;
import meetpost.drivers.sensor.AnalogInput;
import meetpost.drivers.sensor.AnalogOpener;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/** {@code channels:} of a sensor, one of them: an input of an analog-to-digital converter. */
final class ChannelSection {

    private static final int LAST_PIN = 3;
    private static final int DECIMALS = 3;

    static final Key<List<Integer>> PINS =
            Key.required(
                    "pins",
                    new Items<>(
                            Scalars.whole(0, LAST_PIN),
                            true,
                            1,
                            2,
                            "a pin such as 0, or [0, 1] for the difference of two"),
                    "Which input: `0` to `3` against ground, or the difference of two: `[0, 1]`,"
                            + " `[0, 3]`, `[1, 3]`, `[2, 3]`.");
    static final Key<Double> RANGE =
            Key.of(
                    "range",
                    Scalar.any(
                            "a range in volts: " + ranges(),
                            Map.of("enum", Ads1115.ranges()),
                            ChannelSection::range),
                    "4.096",
                    "Volts that it reaches to, in both directions: " + ranges() + ".");
    static final Key<Boolean> PUBLISH =
            Key.of(
                    "publish",
                    Scalars.FLAG,
                    "false",
                    "`true`: the voltage is published too, beside what formulas make of it.");

    static final Group GROUP =
            new Group("sensors.<name>.channels.<name>", List.of(PINS, RANGE, PUBLISH));

    private ChannelSection() {}

    /**
     * A part with the inputs that are wanted.
     *
     * @param kept of its quantities, those that are only there for formulas
     */
    record Chosen(Part part, Set<Quantity> kept) {}

    static Chosen read(Part part, Section section, ProblemReport report) {
        Optional<List<Named.Entry>> wanted = section.find(SensorSection.CHANNELS);
        if (!(part.opener() instanceof AnalogOpener opener)) {
            if (section.has(SensorSection.CHANNELS)) {
                report.at(
                        section.at(SensorSection.CHANNELS),
                        "\"channels\" means nothing here: %s has none to choose from"
                                .formatted(part.name()));
            }
            return new Chosen(part, Set.of());
        }
        List<AnalogInput> inputs = new ArrayList<>();
        Set<Quantity> kept = new LinkedHashSet<>();
        for (Named.Entry each : wanted.orElse(List.of())) {
            Optional<AnalogInput> input = each.twin() ? Optional.empty() : input(each, report);
            input.ifPresent(
                    there -> {
                        inputs.add(there);
                        if (!each.section().value(PUBLISH)) {
                            kept.add(there.quantity());
                        }
                    });
        }
        return inputs.isEmpty()
                ? new Chosen(part, Set.of())
                : new Chosen(opener.of(part, inputs), kept);
    }

    private static Optional<AnalogInput> input(Named.Entry entry, ProblemReport report) {
        Section section = entry.section();
        Optional<Quantity> standard =
                Quantity.standard().stream()
                        .filter(each -> Derivable.named(each, entry.name()))
                        .findFirst();
        if (standard.filter(each -> !each.equals(Quantity.VOLTAGE)).isPresent()) {
            report.at(
                    section.at(),
                    "a channel is a voltage and no %s, expected another name here, and %s under quantities:"
                            .formatted(entry.name(), entry.name()));
            return Optional.empty();
        }
        Quantity quantity = standard.orElseGet(() -> Quantity.named(entry.name(), "V", DECIMALS));
        Optional<List<Integer>> pins = section.find(PINS);
        if (pins.isEmpty()) {
            return Optional.empty();
        }
        boolean two = pins.get().size() == 2;
        if (two && !Ads1115.differences().contains(pins.get())) {
            report.at(
                    section.at(PINS),
                    "%s cannot be measured against each other, expected one of %s"
                            .formatted(pins.get(), Ads1115.differences()));
            return Optional.empty();
        }
        return Optional.of(
                new AnalogInput(
                        quantity,
                        pins.get().get(0),
                        two ? OptionalInt.of(pins.get().get(1)) : OptionalInt.empty(),
                        section.value(RANGE)));
    }

    private static double range(String text) throws WrongValue {
        for (double each : Ads1115.ranges()) {
            if (text.equals(Scalars.shown(each))) {
                return each;
            }
        }
        throw new WrongValue(
                "%s is no range, expected %s".formatted(ProblemReport.quoted(text), ranges()));
    }

    private static String ranges() {
        return Scalars.or(Ads1115.ranges().stream().map(Scalars::shown).toList());
    }
}

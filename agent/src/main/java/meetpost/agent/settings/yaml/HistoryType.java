package meetpost.agent.settings.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.settings.HistorySettings.Span;
import meetpost.agent.time.DurationText;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** {@code history:}: steps of some lengths, or {@code off}. */
record HistoryType() implements Type<List<Span>> {

    /** Where the file says nothing. */
    static final List<Span> USUAL =
            List.of(
                    new Span(Duration.ofSeconds(10), Duration.ofHours(1)),
                    new Span(Duration.ofMinutes(1), Duration.ofDays(1)),
                    new Span(Duration.ofMinutes(15), Duration.ofDays(31)),
                    new Span(Duration.ofHours(1), Duration.ofDays(3650)));

    private static final int MOST = 8;

    /** Ten years in steps of a minute are five million. */
    private static final long MOST_STEPS = 10_000_000;

    /** YAML 1.1 takes {@code off} for {@code false}, and so do programs that write settings. */
    private static final Set<String> NOTHING = Set.of("off", "false");

    private static final Key<Duration> EVERY =
            Key.required(
                    "every",
                    Units.duration("15m", Duration.ofSeconds(1), Duration.ofDays(1)),
                    "The length of a step, whole seconds: 1s to 1d.");
    private static final Key<Duration> KEEP =
            Key.required(
                    "keep",
                    Units.duration("31d", Duration.ofMinutes(1), Duration.ofDays(36_500)),
                    "For how long steps of this length are kept: 1m to 36500d.");

    static final Group GROUP = new Group("history.<number>", List.of(EVERY, KEEP));

    @Override
    public Optional<List<Span>> read(Node node, ProblemReport report) {
        if (node instanceof ScalarNode scalar && NOTHING.contains(scalar.getValue())) {
            return Optional.of(List.of());
        }
        if (!(node instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()
                || sequence.getValue().size() > MOST) {
            report.at(node, Scalar.shown(node) + " is no history, expected " + words());
            return Optional.empty();
        }
        List<Span> spans = new ArrayList<>();
        for (Node child : sequence.getValue()) {
            Optional<Span> span = span(child, report);
            if (span.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> wrong = wrong(spans, span.get());
            if (wrong.isPresent()) {
                report.at(child, wrong.get());
                return Optional.empty();
            }
            spans.add(span.get());
        }
        return Optional.of(List.copyOf(spans));
    }

    private static Optional<Span> span(Node node, ProblemReport report) {
        Optional<Section> section = GROUP.read(node, report);
        Optional<Duration> every = section.flatMap(each -> each.find(EVERY));
        Optional<Duration> keep = section.flatMap(each -> each.find(KEEP));
        if (every.isEmpty() || keep.isEmpty()) {
            return Optional.empty();
        }
        if (every.get().toMillis() % 1000 != 0) {
            report.at(
                    section.get().at(EVERY),
                    "every: " + DurationText.of(every.get()) + ", expected whole seconds");
            return Optional.empty();
        }
        return Optional.of(new Span(every.get(), keep.get()));
    }

    private static Optional<String> wrong(List<Span> before, Span span) {
        String every = DurationText.of(span.every());
        if (span.keep().compareTo(span.every()) < 0) {
            return Optional.of(
                    "steps of %s are kept for %s, expected at least their own length"
                            .formatted(every, DurationText.of(span.keep())));
        }
        if (span.steps() > MOST_STEPS) {
            return Optional.of(
                    "%s steps of %s, expected %s at most"
                            .formatted(span.steps(), every, MOST_STEPS));
        }
        return before.isEmpty()
                ? Optional.empty()
                : wrong(before.get(before.size() - 1), span, every);
    }

    /** Longer steps are made of those before them. */
    private static Optional<String> wrong(Span shorter, Span span, String every) {
        long length = shorter.every().toMillis();
        if (span.every().toMillis() <= length || span.every().toMillis() % length != 0) {
            return Optional.of(
                    "steps of %s after steps of %s, expected a longer length that is a multiple of it"
                            .formatted(every, DurationText.of(shorter.every())));
        }
        if (shorter.keep().compareTo(span.every().multipliedBy(2)) < 0) {
            return Optional.of(
                    "steps of %s are made of those of %s, which are kept for %s, expected at least %s"
                            .formatted(
                                    every,
                                    DurationText.of(shorter.every()),
                                    DurationText.of(shorter.keep()),
                                    DurationText.of(span.every().multipliedBy(2))));
        }
        return span.keep().compareTo(shorter.keep()) <= 0
                ? Optional.of(
                        "steps of %s are kept for %s, expected longer than the %s of the shorter ones"
                                .formatted(
                                        every,
                                        DurationText.of(span.keep()),
                                        DurationText.of(shorter.keep())))
                : Optional.empty();
    }

    @Override
    public String words() {
        return "off, or up to "
                + MOST
                + " lengths of steps such as [{every: 1m, keep: 1d}, {every: 1h, keep: 3650d}]";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of("enum", List.of("off", false)),
                        Map.of(
                                "type",
                                "array",
                                "items",
                                GROUP.schema(),
                                "minItems",
                                1,
                                "maxItems",
                                MOST)));
    }
}

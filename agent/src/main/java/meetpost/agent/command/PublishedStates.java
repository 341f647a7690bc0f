package meetpost.agent.command;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import meetpost.agent.output.OutputListener;
import meetpost.agent.output.OutputState;
import meetpost.agent.publish.Payload;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;

/**
 * Publishes what each output is, as read back, on its own topic, and why on the one below. The
 * reason is first: who has the state can look it up.
 */
public final class PublishedStates implements OutputListener {

    private static final int CAUSE_QOS = 1;

    /** A calendar that is corrected by more was wrong. */
    private static final long JUMP_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<String, ActuatorSettings> actuators;
    private final Publisher publisher;
    private final Topics topics;
    private final Ticks ticks;
    private final Clock clock;
    private final Map<String, OutputState> told = new TreeMap<>();
    private Optional<Published> last = Optional.empty();

    /** What the calendar said at a tick. */
    private record Published(Instant time, long tick) {}

    /**
     * Publishes nothing yet.
     *
     * @param ticks of the outputs
     */
    public PublishedStates(
            List<ActuatorSettings> actuators,
            Publisher publisher,
            Topics topics,
            Ticks ticks,
            Clock clock) {
        this.actuators =
                actuators.stream()
                        .collect(toUnmodifiableMap(ActuatorSettings::name, Function.identity()));
        this.publisher = requireNonNull(publisher, "publisher");
        this.topics = requireNonNull(topics, "topics");
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void state(String output, OutputState state) {
        ActuatorSettings actuator = Objects.requireNonNull(actuators.get(output), output);
        told.put(output, state);
        if (last.isEmpty()) {
            last = Optional.of(new Published(clock.instant(), ticks.now()));
        }
        publisher.state(topics.cause(actuator), cause(state), CAUSE_QOS);
        publisher.state(topics.state(actuator), text(state.on()), actuator.qos());
    }

    /** Where the calendar has been set since, what was told by the wrong one is told again. */
    @Override
    public void turn() {
        if (last.isEmpty()) {
            return;
        }
        var now = new Published(clock.instant(), ticks.now());
        Instant expected = last.get().time().plusNanos(now.tick() - last.get().tick());
        if (Duration.between(expected, now.time()).abs().toNanos() > JUMP_NANOS) {
            last = Optional.of(now);
            told.forEach(
                    (output, state) ->
                            publisher.state(
                                    topics.cause(Objects.requireNonNull(actuators.get(output))),
                                    cause(state),
                                    CAUSE_QOS));
        }
    }

    /** {@code {"state":"OFF","cause":"max-on","since":…,"until":…,"id":…}}. */
    private String cause(OutputState state) {
        JsonStringWriter json =
                JsonWriter.string()
                        .object()
                        .value("state", text(state.on()))
                        .value("cause", state.origin().cause().text());
        time(state.since()).ifPresent(since -> json.value("since", since));
        state.until().flatMap(this::time).ifPresent(until -> json.value("until", until));
        state.origin().id().ifPresent(id -> json.value("id", id));
        state.origin()
                .reason()
                .ifPresent(reason -> json.value("rule", reason.rule()).value("why", reason.why()));
        return json.end().done();
    }

    /** Empty while the calendar is not set: then nobody knows. */
    private Optional<String> time(long tick) {
        Instant now = clock.instant();
        return FirstRelease.isAfter(now)
                ? Optional.empty()
                : Optional.of(Payload.time(now.plusNanos(tick - ticks.now())));
    }

    private static String text(boolean on) {
        return on ? "ON" : "OFF";
    }
}

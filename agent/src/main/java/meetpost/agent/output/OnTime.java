package meetpost.agent.output;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.output.Due.Kind;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;

/** How long an output that is on may be so. Used under the lock of {@link Outputs}. */
final class OnTime {

    private long since;
    private long asked;
    private Optional<Pulse> pulse = Optional.empty();

    private record Pulse(long from, Duration length) {}

    /** It went on then. */
    void begin(long tick) {
        since = tick;
    }

    /**
     * It goes on.
     *
     * @param seen since when its line was on already, kept so by somebody else
     */
    void begin(long tick, Optional<Long> seen) {
        since = seen.filter(before -> before - tick < 0).orElse(tick);
    }

    /** Somebody asks for it. */
    void ask(long now, Optional<Duration> length) {
        asked = now;
        pulse = length.map(whole -> new Pulse(now, whole));
    }

    /** It is off. */
    void end() {
        pulse = Optional.empty();
    }

    long since() {
        return since;
    }

    boolean pulsing() {
        return pulse.isPresent();
    }

    /** How long it stays on after {@code tick}, where a pulse runs. */
    Optional<Duration> left(ActuatorSettings rules, long tick) {
        return pulse.map(
                any ->
                        Duration.ofNanos(
                                Math.max(0, first(rules, tick, Optional.empty()).inNanos())));
    }

    /** The same from when ON was last asked for. */
    Optional<Duration> leftWhenAsked(ActuatorSettings rules) {
        return left(rules, asked);
    }

    /** Whether it has been on for all of {@code max-on}, if it went on then. */
    static boolean isUsedUp(ActuatorSettings rules, long since, long now) {
        return rules.maxOn().filter(max -> now - since >= max.toNanos()).isPresent();
    }

    /**
     * What ends it first.
     *
     * @param id of the command that began it
     */
    Due first(ActuatorSettings rules, long now, Optional<String> id) {
        Stream<Due> ofPulse =
                pulse.stream()
                        .map(
                                p ->
                                        bound(
                                                p.from() + p.length().toNanos() - now,
                                                new Origin(Cause.PULSE, id),
                                                "the pulse of %s is over",
                                                p.length()));
        Stream<Due> ofRefresh =
                rules.refresh().stream()
                        .filter(any -> !rules.onAtStop())
                        .map(
                                max ->
                                        bound(
                                                asked + max.toNanos() - now,
                                                Origin.of(Cause.REFRESH),
                                                "ON was not repeated within refresh %s",
                                                max));
        return Due.first(
                Stream.of(ofPulse, Stream.of(maxOn(rules, since, now)), ofRefresh)
                        .flatMap(each -> each));
    }

    /** When that is; empty: nothing does. */
    Optional<Long> ends(ActuatorSettings rules, long now) {
        Due first = first(rules, now, Optional.empty());
        return first.equals(Due.NOTHING) ? Optional.empty() : Optional.of(now + first.inNanos());
    }

    /** When {@code max-on} ends what went on then. */
    static Due maxOn(ActuatorSettings rules, long since, long now) {
        return rules.maxOn()
                .map(
                        max ->
                                bound(
                                        since + max.toNanos() - now,
                                        Origin.of(Cause.MAX_ON),
                                        "on for max-on %s",
                                        max))
                .orElse(Due.NOTHING);
    }

    private static Due bound(long inNanos, Origin origin, String why, Duration duration) {
        String text = why.formatted(DurationText.of(duration));
        return new Due(inNanos, false, Kind.BOUND, origin, text);
    }
}

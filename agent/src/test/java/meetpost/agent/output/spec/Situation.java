package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.output.spec.Step.Broker;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;

/** All that the rules speak about, at one instant. */
final class Situation {

    private static final long MILLISECOND = 1_000_000;

    /** A line that somebody has meddled with is driven again after 1, 5 and 30 s. */
    private static final long DRIVEN_AGAIN = Duration.ofSeconds(32).toNanos();

    final Map<String, Life> lives = new LinkedHashMap<>();
    final Locks locks = new Locks(lives.values());

    Optional<Call> call = Optional.empty();

    /** Nothing may come of it. */
    boolean barred;

    long now;
    long started;

    /** How many programs have run, with the one that runs. */
    int programs;

    /** Outputs are at their stop level, and the program has not ended yet. */
    boolean stopped;

    /** When that which is being done was asked for. */
    long called;

    /** When outputs were last kept at {@code at-crash} no more. */
    long released = Long.MIN_VALUE / 2;

    long reloaded = Long.MIN_VALUE / 2;

    /** Outputs stay at {@code at-crash}. */
    boolean heldBack;

    private Broker broker = Broker.TALKS;
    private long silentSince;
    private long heard = Long.MIN_VALUE / 2;

    Situation(List<ActuatorSettings> settings) {
        settings.forEach(one -> lives.put(one.name(), new Life(one)));
    }

    /** The instant of the broker's last packet. */
    void heard(long instant) {
        if (instant > heard) {
            lives.values().forEach(Life::heard);
        }
        heard = instant;
    }

    void broker(Broker is) {
        silentSince = is == Broker.SILENT && broker != is ? now : silentSince;
        broker = is;
    }

    boolean calls(Class<? extends Call> what) {
        return call.filter(what::isInstance).isPresent();
    }

    Life of(String output) {
        return lives.get(output);
    }

    /** What a rule wants of this output at this moment. */
    Optional<Boolean> wish(Life life) {
        return call.filter(by -> by instanceof Call.Wish of && of.output().equals(life.name()))
                .map(by -> ((Call.Wish) by).on());
    }

    /** Whether a command for this output came. */
    boolean calls(Life life) {
        return call.filter(by -> by instanceof Call.Command of && of.output().equals(life.name()))
                .isPresent();
    }

    /** The command that is being executed, if it is one for this output. */
    Optional<Call.Command> command(Life life) {
        return call.filter(any -> !barred && calls(life)).map(Call.Command.class::cast);
    }

    /** Somebody else has done something to the line not long ago. */
    boolean meddled(Life life) {
        return now - life.disturbed <= DRIVEN_AGAIN;
    }

    /**
     * Whether the broker has been silent for long enough, has left a question unanswered for a
     * third of that, and nothing came of it yet.
     */
    boolean silent(Life life) {
        return !life.lossDone
                && broker == Broker.SILENT
                && life.rules
                        .onBrokerLoss()
                        .map(BrokerLoss::after)
                        .filter(after -> now >= lossFrom(after))
                        .filter(after -> now - silentSince >= after.dividedBy(3).toNanos())
                        .isPresent();
    }

    /** From when a silence may be acted upon. */
    long lossFrom(Duration after) {
        return Math.max(heard, started) + after.toNanos();
    }

    /** When something must have come of it; the broker is asked ten times in a third. */
    long lossAt(Duration after) {
        long third = after.dividedBy(3).toNanos();
        return Math.max(
                        Math.max(silentSince, started) + after.toNanos(),
                        Math.max(reloaded, released) + third)
                + third / 10
                + MILLISECOND;
    }

    AssertionError broken(Life life, String what) {
        return new AssertionError(
                "%s %s (%s) at %.3f s; on %s, set %s, rules %s"
                        .formatted(
                                life.name(), what, call, now / 1e9, life.on, life.set, life.rules));
    }
}

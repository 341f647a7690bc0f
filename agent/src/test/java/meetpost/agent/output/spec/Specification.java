package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.output.spec.Life.Level;
import meetpost.agent.output.spec.Life.Pulse;
import meetpost.agent.output.spec.Step.Broker;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;

/**
 * What outputs may do and must do, written from the contract (sections 3, 4 and 9), the decisions
 * 20 to 24 and what was decided since, and not from the program. It watches the lines and what the
 * program says, and condemns a change that no rule explains, and a rule that nothing came of.
 */
final class Specification {

    /** Something that cannot be done at once is tried again after this. */
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private static final long MILLISECOND = 1_000_000;

    /** A line that somebody has meddled with is driven again after 1, 5 and 30 s. */
    private static final long DRIVEN_AGAIN = Duration.ofSeconds(31).toNanos();

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Locks locks = new Locks(lives.values());
    private final List<Life> moved = new ArrayList<>();

    private Optional<Call> call = Optional.empty();
    private long now;
    private long started;
    private Broker broker = Broker.TALKS;
    private long silentSince;
    private long heard = Long.MIN_VALUE / 2;
    private long reloaded;

    Specification(List<ActuatorSettings> settings) {
        settings.forEach(one -> lives.put(one.name(), new Life(one)));
    }

    Life of(String output) {
        return lives.get(output);
    }

    void now(long instant) {
        now = instant;
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

    /** A program begins: what it cannot know any more. */
    void begins() {
        started = now;
        for (Life each : lives.values()) {
            each.heard();
            each.pulse = Optional.empty();
            each.deferred = false;
            each.asked = now;
            each.set = false;
            each.unseen = each.unseen.map(any -> now);
        }
    }

    void rules(List<ActuatorSettings> settings) {
        settings.forEach(one -> lives.get(one.name()).rules = one);
        reloaded = now;
    }

    void calls(Call what) {
        call = Optional.of(what);
        moved.clear();
        for (Life each : lives.values()) {
            // Whether a bound or the silence comes first is nobody's promise.
            each.lossServed |=
                    silent(each) && each.on == each.rules.onBrokerLoss().orElseThrow().on();
        }
    }

    /** The line of an output has moved. */
    void moved(String output, boolean on, boolean ours) {
        Life life = lives.get(output);
        life.moved(on, now, ours);
        if (!ours) {
            life.unseen = on == life.set ? Optional.empty() : Optional.of(now);
            return;
        }
        moved.add(life);
        if (on && locks.mustNot(life, now)) {
            throw broken(life, "goes ON within the dead time of one that it is interlocked with");
        }
        boolean stops = call.filter(Call.Stop.class::isInstance).isPresent();
        life.on = false;
        boolean tooSoon = on && !stops && Locks.mustStayOff(life, now);
        life.on = on;
        if (tooSoon) {
            throw broken(life, "goes ON within min-off");
        }
    }

    /** The program says what an output is. */
    void told(String output, Said said) {
        Life life = lives.get(output);
        if (said.on() != life.on) {
            throw broken(life, "is said to be " + Level.of(said.on()));
        }
        boolean news = moved.remove(life) || life.unseen.isPresent();
        Set<Cause> possible = causes(life, said.on());
        if (!possible.contains(said.cause()) && (news || said.cause() != life.cause)) {
            throw broken(life, said + ", and what explains that is " + possible);
        }
        take(life, said, news);
        if (said.since() < life.changed.earliest() || said.since() > life.changed.latest()) {
            throw broken(life, said + ", and it is so since " + life.changed);
        }
        if (!said.id().equals(idOf(life, said)) && (news || !said.id().equals(life.id))) {
            throw broken(life, said + " has the id of another command");
        }
        life.id = said.id();
        Optional<Long> end = said.cause() == Cause.STOP ? Optional.empty() : life.end();
        if (!said.until().equals(end)) {
            throw broken(life, said + ", and it is so until " + end);
        }
    }

    /** Of the command that did it; a pulse is over in the name of the one that began it. */
    private Optional<String> idOf(Life life, Said said) {
        boolean commands = said.cause() == Cause.COMMAND || said.cause() == Cause.PULSE;
        if (!commands) {
            return Optional.empty();
        }
        return command(life)
                .filter(by -> by.on() == said.on())
                .map(Call.Command::id)
                .orElse(life.id);
    }

    private Optional<Call.Command> command(Life life) {
        return call.filter(by -> by instanceof Call.Command of && of.output().equals(life.name()))
                .map(Call.Command.class::cast);
    }

    private void take(Life life, Said said, boolean news) {
        life.unseen = Optional.empty();
        life.lossDone |= news && said.cause() == Cause.ON_BROKER_LOSS;
        life.cause = said.cause();
        if (said.cause() == Cause.FORCED) {
            return;
        }
        Optional<Call.Command> command = command(life).filter(Call.Command::on);
        if (said.on() && command.isPresent()) {
            life.asked = now;
            life.pulse =
                    command.filter(each -> each.kind() == Step.Kind.PULSE)
                            .map(each -> new Pulse(now + each.length().toNanos()));
        } else if (said.on() && !life.set) {
            life.asked = now;
        }
        if (life.set != said.on()) {
            life.standsSince = now;
        }
        life.set = said.on();
        if (!said.on()) {
            life.pulse = Optional.empty();
        }
    }

    private Set<Cause> causes(Life life, boolean on) {
        Set<Cause> found = EnumSet.noneOf(Cause.class);
        Call by = call.orElseThrow();
        if ((by instanceof Call.Start && mayStart(life, on)) || (on && life.deferred)) {
            found.add(Cause.START);
        }
        if (by instanceof Call.Stop
                && (on == life.rules.onAtStop() || (!on && locks.mayNot(life, now)))) {
            found.add(Cause.STOP);
        }
        if (by instanceof Call.Command command && command.output().equals(life.name())) {
            found.add(command.kind() == Step.Kind.PULSE ? Cause.PULSE : Cause.COMMAND);
        }
        if (!on) {
            offCauses(life, by, found);
        }
        if (silent(life) && on == life.rules.onBrokerLoss().orElseThrow().on()) {
            found.add(Cause.ON_BROKER_LOSS);
        }
        if (life.unseen.isPresent() || (on != life.set && meddled(life))) {
            found.add(Cause.FORCED);
        }
        return found;
    }

    private void offCauses(Life life, Call by, Set<Cause> found) {
        if (life.pulse.filter(pulse -> pulse.end() <= now).isPresent()) {
            found.add(Cause.PULSE);
        }
        if (life.maxOnAtLeast().filter(end -> end <= now).isPresent()) {
            found.add(Cause.MAX_ON);
        }
        if (life.refresh().filter(end -> end <= now).isPresent()) {
            found.add(Cause.REFRESH);
        }
        if (by instanceof Call.Start && locks.mayNot(life, now)) {
            found.add(Cause.INTERLOCK);
        }
        if (by instanceof Call.Reload && locks.mayNot(life, now)) {
            found.add(Cause.RELOAD);
            found.add(Cause.INTERLOCK);
        }
    }

    private boolean mayStart(Life life, boolean on) {
        boolean asDeclared =
                switch (life.rules.atStart()) {
                    case ON -> on;
                    case OFF -> !on;
                    case LAST -> life.kept.contains(Level.of(on));
                };
        if (asDeclared || on) {
            return asDeclared;
        }
        life.deferred = Locks.mayStayOff(life, now);
        return life.deferred || locks.mayNot(life, now);
    }

    /**
     * Whether the broker has been silent for long enough, has left a question unanswered for a
     * third of that, and nothing came of it yet.
     */
    private boolean silent(Life life) {
        return !life.lossDone
                && broker == Broker.SILENT
                && life.rules
                        .onBrokerLoss()
                        .map(BrokerLoss::after)
                        .filter(after -> now - Math.max(heard, started) >= after.toNanos())
                        .filter(after -> now - silentSince >= after.dividedBy(3).toNanos())
                        .isPresent();
    }

    /** When something must have come of the silence; the broker is asked ten times in a third. */
    private long lossAt(Duration after) {
        long third = after.dividedBy(3).toNanos();
        return Math.max(Math.max(silentSince, started) + after.toNanos(), reloaded + third)
                + third / 10
                + MILLISECOND;
    }

    /** A command was answered. */
    void executed(Call.Command command) {
        Life life = lives.get(command.output());
        if (life.on != command.on()) {
            throw broken(life, "answers that it did " + command);
        }
        life.deferred = false;
    }

    /**
     * A command was refused.
     *
     * @param reason as in {@code actuatoren/<actuator>/result}
     */
    void refused(Call.Command command, String reason) {
        Life life = lives.get(command.output());
        boolean right =
                switch (reason) {
                    case "interlock" -> command.on() && locks.mayNot(life, now);
                    case "min-off" ->
                            command.on()
                                    && Locks.mayStayOff(life, now)
                                    && !locks.mustNot(life, now);
                    case "output-fault" -> meddled(life);
                    default -> false;
                };
        if (!right) {
            throw broken(life, command + " is refused: " + reason);
        }
        if (reason.equals("output-fault") && life.set) {
            life.set = false;
            life.standsSince = now;
            life.pulse = Optional.empty();
        }
        life.deferred &= !reason.equals("output-fault");
    }

    private boolean meddled(Life life) {
        return now - life.disturbed <= DRIVEN_AGAIN;
    }

    /** The program is done with what it was asked. */
    void done() {
        for (Life each : moved) {
            throw broken(each, "goes " + Level.of(each.on) + " and nobody is told");
        }
        Call was = call.orElseThrow();
        call = Optional.empty();
        for (Life each : lives.values()) {
            if (!meddled(each)) {
                if (was instanceof Call.Tick) {
                    overdue(each);
                }
                if (was instanceof Call.Stop
                        && each.on != each.rules.onAtStop()
                        && locks.mates(each).noneMatch(mate -> mate.on)) {
                    throw broken(each, "is " + Level.of(each.on) + " after the stop");
                }
            }
            if (each.on
                    && locks.mates(each).anyMatch(mate -> mate.on && !meddled(mate))
                    && !meddled(each)) {
                throw broken(each, "is on together with one that it is interlocked with");
            }
        }
    }

    private void overdue(Life life) {
        if (life.on && life.bounds().anyMatch(end -> end <= now)) {
            throw broken(life, "is still on, and one of its bounds is over");
        }
        if (life.rules.onBrokerLoss().isPresent() && silent(life)) {
            loss(life);
        }
        if (life.deferred && !life.on && soon(life, started) <= now) {
            throw broken(life, "did not follow to its start level");
        }
    }

    private void loss(Life life) {
        boolean wanted = life.rules.onBrokerLoss().orElseThrow().on();
        Duration after = life.rules.onBrokerLoss().orElseThrow().after();
        if (life.on == wanted) {
            life.lossServed = true;
        } else if (!life.lossServed) {
            long earliest = Math.max(heard, started) + after.toNanos();
            boolean hindered = wanted && soon(life, earliest) > earliest;
            long due = hindered ? soon(life, earliest) + after.toNanos() / 30 : 0;
            if (now >= Math.max(due, lossAt(after))) {
                throw broken(life, "did nothing about the broker's silence");
            }
        }
    }

    /** When it must go on at the latest, if it wants to since {@code due}. */
    private long soon(Life life, long due) {
        long free = Math.max(locks.freeAt(life), reloaded);
        return free < due ? due : free + RETRY;
    }

    private AssertionError broken(Life life, String what) {
        return new AssertionError(
                "%s %s (%s) at %.3f s; on %s, set %s, rules %s"
                        .formatted(
                                life.name(), what, call, now / 1e9, life.on, life.set, life.rules));
    }
}

package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.output.spec.Life.Level;
import meetpost.agent.output.spec.Life.Pulse;
import meetpost.agent.output.spec.Life.Within;
import meetpost.agent.output.spec.Step.Broker;
import meetpost.agent.output.spec.Wires.By;
import meetpost.agent.settings.ActuatorSettings;

/**
 * What outputs may do and must do, written from the contract (sections 3, 4 and 9), the decisions
 * 20 to 24 and what was decided since, and not from the program. It watches the lines and what the
 * program says, and condemns a change that no rule explains, and a rule that nothing came of.
 */
final class Specification {

    private final Situation is;
    private final Causes causes;
    private final Duties duties;
    private final Kept kept;
    private final Starts starts = new Starts();
    private final Ids ids = new Ids();
    private final Calendar calendar = new Calendar();
    private final Commands commands;
    private final List<Life> moved = new ArrayList<>();

    Specification(List<ActuatorSettings> settings, Duration flush) {
        is = new Situation(settings);
        causes = new Causes(is);
        duties = new Duties(is);
        kept = new Kept(is, flush, ids);
        commands = new Commands(is, kept, ids, calendar);
    }

    Life of(String output) {
        return is.of(output);
    }

    void now(long instant) {
        is.now = instant;
        for (Life each : is.lives.values()) {
            if (each.held || each.astray.isPresent()) {
                each.disturbed = instant;
            }
        }
    }

    void heard(long instant) {
        is.heard(instant);
    }

    void broker(Broker broker) {
        is.broker(broker);
    }

    void disk(boolean well) {
        kept.disk(well);
    }

    /** Somebody else takes hold of a line, or lets go of it. */
    void meddles(String output, boolean holds) {
        Life life = of(output);
        life.fresh = !is.meddled(life);
        life.held = holds;
        life.meddledFirst = life.meddledFirst.or(() -> Optional.of(is.now));
        life.disturbed = is.now;
        kept.meddled(life);
    }

    /** The program drives a line, whatever comes of it. */
    void driven(String output, boolean on) {
        of(output).driven(on, is.now);
    }

    /**
     * The program has ended.
     *
     * @param asked whether somebody asked it to, and it came to its end
     */
    void ended(boolean asked) {
        starts.ended(asked, kept.isWell());
        kept.ended(asked);
    }

    /**
     * A program begins.
     *
     * @param reboot whether the board was started since the one before
     */
    void begins(boolean reboot) {
        is.started = is.now;
        is.stopped = false;
        is.programs++;
        is.call = Optional.empty();
        ids.begins(is.now, kept.isWell(), reboot);
        calendar.begins();
        is.lives.values().forEach(each -> kept.begins(each, reboot));
        is.lives
                .values()
                .forEach(
                        each -> {
                            each.exhausted = Optional.empty();
                            each.offBefore = true;
                        });
        starts.begins(is.now, kept.isWell(), reboot);
    }

    /** Whether outputs are kept at {@code at-crash}, as the program says. */
    void heldBack(boolean now) {
        if (now ? !starts.mayHoldBack() : starts.mustHoldBack(is.now)) {
            throw new AssertionError(
                    "outputs are %skept at at-crash after %s".formatted(now ? "" : "not ", starts));
        }
        starts.heldBack(now);
        if (is.heldBack && !now) {
            // A new program that knows of no other has released nothing.
            is.released = is.calls(Call.Start.class) ? is.released : is.now;
            is.lives.values().forEach(each -> each.mayStartOn |= Causes.declared(each, true));
        }
        is.heldBack = now;
        for (Life each : is.lives.values()) {
            each.heldBack |= now;
            // What a reload says later takes nothing from what this start was to reach.
            each.mayStartOn |= now && is.calls(Call.Start.class) && each.rules.onAtCrash();
        }
    }

    void rules(List<ActuatorSettings> settings) {
        for (ActuatorSettings one : settings) {
            of(one.name()).rules = one;
            of(one.name()).fresh = false;
        }
        is.reloaded = is.now;
        is.locks.reloaded();
        kept.reloaded();
    }

    void calls(Call what) {
        is.call = Optional.of(what);
        is.called = is.now;
        is.barred = what instanceof Call.Command command && commands.isBarred(command);
        moved.clear();
        if (is.calls(Call.Stop.class)) {
            kept.stops();
        }
        if (what instanceof Call.Wish wish) {
            of(wish.output()).unasked = false;
        }
        for (Life each : is.lives.values()) {
            // Whether a bound or the silence comes first is nobody's promise.
            each.lossServed |=
                    is.silent(each) && each.on == each.rules.onBrokerLoss().orElseThrow().on();
        }
    }

    /** The line of an output has moved. */
    void moved(String output, boolean on, By by) {
        Life life = of(output);
        boolean ours = by == By.PROGRAM;
        boolean mustStayOff =
                on && ours && (Locks.mustStayOff(life, is.now) || Locks.mustRest(life, is.now));
        Optional<Boolean> wish = is.wish(life).filter(wanted -> ours && wanted == on);
        if (wish.isPresent() && !is.meddled(life)) {
            ofRule(life, on);
        }
        life.moved(on, is.now, by);
        kept.moved(life, by);
        if (by != By.PROGRAM) {
            life.unseen = on == life.toldOn ? Optional.empty() : Optional.of(is.now);
            return;
        }
        moved.add(life);
        commands.moved(life);
        if (on && is.locks.mustNot(life, is.now)) {
            throw is.broken(life, "goes ON too soon after one that it is interlocked with");
        }
        // Nobody is there any more when it would be over.
        boolean held = is.heldBack || (is.calls(Call.Start.class) && starts.mayHoldBack());
        boolean atCrash = held && life.rules.onAtCrash();
        if (mustStayOff && !is.calls(Call.Stop.class) && !atCrash) {
            throw is.broken(life, "goes ON within min-off or rest");
        }
    }

    /** A rule, and nobody else, is bound by these. */
    private void ofRule(Life life, boolean on) {
        if (on && life.rules.rest().isEmpty() && life.mustRest(Locks.usualRest(life), is.now)) {
            throw is.broken(life, "goes ON for a rule, and was on for max-on a moment ago");
        }
        if (!on && Locks.isWithin(life.rules.minOn(), life.countsFrom().earliest(), is.now)) {
            throw is.broken(life, "goes OFF for a rule within min-on");
        }
    }

    /**
     * What a rule wants was done, or something stood in the way.
     *
     * @param obstacle empty: it was done
     */
    void wished(Call.Wish wish, Optional<String> obstacle) {
        commands.wished(wish, obstacle);
    }

    /** The program says what an output is. */
    void told(String output, Said said) {
        Life life = of(output);
        if (said.on() != life.on) {
            throw is.broken(life, "is said to be " + Level.of(said.on()));
        }
        commands.told(life);
        boolean news = moved.remove(life) || life.unseen.isPresent();
        Set<Cause> possible = causes.of(life, said.on());
        // An OFF that could not be had comes late, in the name of whatever wanted it.
        boolean late = !said.on() && is.meddled(life);
        if (!late && !possible.contains(said.cause()) && (news || said.cause() != life.said)) {
            throw is.broken(life, said + ", and what explains that is " + possible);
        }
        if (!late && !said.id().equals(idOf(life, said)) && (news || !said.id().equals(life.id))) {
            throw is.broken(life, said + " has the id of another command");
        }
        boolean starts = is.calls(Call.Start.class) && said.cause() == Cause.START && !said.on();
        if (starts && !is.heldBack) {
            life.deferred = said.until().isPresent() && Causes.declared(life, true);
            if (!life.deferred && !Causes.declared(life, false) && !is.meddled(life)) {
                throw is.broken(life, said + ", and its start level is forgotten");
            }
        }
        if (life.deferred && !said.on() && said.cause() == Cause.START) {
            life.announced = said.until().orElse(life.announced);
        }
        take(life, said, news);
        if (news) {
            said.id().ifPresent(id -> ids.moved(output, id, is.now));
            duties.started(life, said);
        }
        if (is.meddled(life)) {
            // What is seen within two seconds is seen with other times.
            return;
        }
        if (said.since() < life.changed.earliest() || said.since() > life.changed.latest()) {
            throw is.broken(life, said + ", and it is so since " + life.changed);
        }
        boolean ends = said.cause() != Cause.STOP && said.cause() != Cause.FORCED;
        if (ends && said.on() && !life.ends(said.until(), is.now)) {
            throw is.broken(life, said + ", and its bounds are " + life.bounds().toList());
        }
        if (ends && !said.on() && said.until().isPresent() && !life.deferred && !life.heldBack) {
            throw is.broken(life, said + ", and nothing brings it on then");
        }
    }

    /** Of the command that did it; a pulse is over in the name of the one that began it. */
    private Optional<String> idOf(Life life, Said said) {
        boolean commands = said.cause() == Cause.COMMAND || said.cause() == Cause.PULSE;
        if (!commands) {
            return Optional.empty();
        }
        return is.command(life)
                .filter(by -> by.on() == said.on())
                .map(Call.Command::id)
                .orElse(life.id);
    }

    private void take(Life life, Said said, boolean news) {
        boolean wasForced = life.said == Cause.FORCED;
        exhausts(life, said, news);
        life.seen(is.now);
        life.lossDone |= news && said.cause() == Cause.ON_BROKER_LOSS;
        life.asStarted = is.calls(Call.Start.class);
        life.said = said.cause();
        life.toldOn = said.on();
        life.toldSince = said.since();
        if (said.cause() == Cause.FORCED) {
            return;
        }
        boolean lost = said.on() && said.cause() == Cause.ON_BROKER_LOSS;
        lost &= news || wasForced || life.cause != said.cause();
        life.cause = said.cause();
        life.id = said.id();
        life.deferred &= !said.on() && said.cause() == Cause.START;
        if (life.deferred && said.until().isEmpty() && is.meddled(life)) {
            // Its turn has come and somebody else held it off: an ON that failed never comes later.
            life.deferred = false;
            kept.failed(life);
        }
        Optional<Call.Command> command = is.command(life).filter(Call.Command::on);
        if (said.on() && is.wish(life).filter(on -> on).isPresent()) {
            life.asked = is.now;
            life.pulse = Optional.empty();
        } else if (said.on() && command.isPresent()) {
            life.asked = is.now;
            life.pulse =
                    command.filter(each -> each.kind() == Step.Kind.PULSE)
                            .map(each -> new Pulse(is.now + each.length().toNanos()));
        } else if (said.on() && !life.set) {
            life.asked = is.now;
        }
        if (lost) {
            // Of a pulse that ended and whose OFF was not to be had nothing is left.
            life.asked = is.now;
        }
        if (!said.on() || lost) {
            life.pulse = Optional.empty();
        }
        life.set = said.on();
        // One that is driven back to where it started is on anew.
        boolean first = is.calls(Call.Start.class) || (news && !wasForced);
        if (said.on() && said.cause() == Cause.START && !is.heldBack && first) {
            life.startedOn();
        }
        if (said.cause() != Cause.STOP) {
            kept.is(life);
        }
    }

    /** From when it rests. */
    private void exhausts(Life life, Said said, boolean news) {
        if (said.on() || is.calls(Call.Start.class)) {
            return;
        }
        if (said.cause() == Cause.MAX_ON) {
            // An OFF that could not be had counts from when it was tried, which is not told.
            long must = is.meddled(life) || !news ? Long.MIN_VALUE / 2 : is.now;
            life.exhausted = Optional.of(new Within(must, is.now));
        }
        life.offBefore &= !news;
    }

    /**
     * A command was decided.
     *
     * @param reply empty: it was executed, and its answer waits for the disk
     */
    void decided(Call.Command command, Optional<Reply> reply) {
        commands.decided(command, reply);
    }

    /** Its answer must be there now. */
    void answered(Call.Command command, Optional<Reply> reply) {
        commands.answered(command, reply);
    }

    /** Somebody sets the calendar. */
    void calendar(Duration by) {
        calendar.set(by.toNanos());
    }

    /** The program is done with what it was asked. */
    void done() {
        for (Life each : moved) {
            throw is.broken(each, "goes " + Level.of(each.on) + " and nobody is told");
        }
        is.lives.values().stream()
                .filter(each -> each.held || each.astray.isPresent())
                .forEach(each -> each.strays(is.now, false));
        duties.check();
        kept.tick();
        if (is.calls(Call.Start.class)) {
            kept.started();
        }
        is.stopped |= is.calls(Call.Stop.class);
        is.call = Optional.empty();
    }
}

package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Wish.Weight;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.Cause;
import meetpost.agent.output.Meant;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.OutputState;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.Reason;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.rule.Overriding;
import meetpost.agent.settings.rule.Overriding.Lasting;
import meetpost.agent.settings.rule.Overriding.Never;
import meetpost.agent.settings.rule.Overriding.UntilNext;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * One output that rules drive: what they wish, what a person said against it, and which of both
 * counts. For the thread that executes commands, but for {@link #wish}, {@link #giveBack}, {@link
 * #told}, {@link #override} and {@link #problem}.
 */
final class RuledOutput {

    /** After this without a word of the rules the output goes to its level after a crash. */
    static final Duration SILENT = Duration.ofMinutes(5);

    private static final Duration LEAST_REST = Duration.ofMinutes(1);
    private static final int TOO_OFTEN = 3;
    private static final Duration USUAL_LOSS = Duration.ofMinutes(1);
    private static final Duration LEAST_PROOF = Duration.ofSeconds(3);

    private final Ticks ticks;
    private final BrokerSilence silence;
    private final Chatter chatter;
    private Optional<Standing> standing = Optional.empty();
    private boolean overridden;
    private boolean guarded;
    private String toldObstacle = "";

    private volatile ActuatorSettings settings;
    private volatile Optional<Said> said = Optional.empty();
    private volatile boolean givenBack;
    private final AtomicInteger exhausted = new AtomicInteger();
    private volatile Optional<Wishes.Overridden> shown = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();

    private record Said(Wish wish, long at) {}

    /**
     * A person's word.
     *
     * @param against what the rule wanted then
     */
    private record Standing(
            boolean on, long since, Optional<Long> until, Optional<Boolean> against) {}

    RuledOutput(ActuatorSettings settings, BrokerSilence silence, Ticks ticks) {
        this.settings = requireNonNull(settings, "settings");
        this.silence = requireNonNull(silence, "silence");
        this.ticks = requireNonNull(ticks, "ticks");
        this.chatter = new Chatter(settings.name());
    }

    void settings(ActuatorSettings others) {
        settings = others;
    }

    void wish(Wish wish) {
        if (wish.on().filter(on -> on).isEmpty()) {
            exhausted.set(0);
        }
        said = Optional.of(new Said(wish, ticks.now()));
    }

    /** What a person said counts no longer. */
    void giveBack() {
        givenBack = true;
    }

    /** What it is. */
    void told(OutputState state) {
        if (!state.on() && state.origin().cause() == Cause.MAX_ON) {
            exhausted.incrementAndGet();
        }
    }

    Optional<Wishes.Overridden> override() {
        return shown;
    }

    Optional<String> problem() {
        return problem.or(this::neverThere);
    }

    /** It is on for all that it may be, again and again, and that is not enough. */
    private Optional<String> neverThere() {
        int times = exhausted.get();
        return times < TOO_OFTEN
                ? Optional.empty()
                : Optional.of(
                        "%s: on for max-on %s, %s times in a row, and rule %s does not get where it wants"
                                .formatted(
                                        settings.name(),
                                        settings.maxOn().map(DurationText::of).orElse(""),
                                        times,
                                        said.map(each -> each.wish().rule()).orElse("")));
    }

    /** Why a person's command is not to be executed; empty: it may be. */
    Optional<Refused> refusal(Command command, Outputs outputs) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        Wish wish = said.get().wish();
        boolean on = asked(command, outputs);
        if (on && wish.weight() == Weight.MODE) {
            return refused(wish.why() + " of rule " + wish.rule());
        }
        boolean differs = wish.on().filter(wanted -> !wanted).isPresent();
        return on && differs && wish.override() instanceof Never
                ? refused("rule " + wish.rule() + " has it, with override: 0")
                : Optional.empty();
    }

    private static Optional<Refused> refused(String text) {
        return Optional.of(new Refused(Refusal.RULE, text));
    }

    private boolean asked(Command command, Outputs outputs) {
        if (command instanceof Command.Switch to) {
            return to.on();
        }
        return command instanceof Command.Pulse || !outputs.meant(settings.name()).on();
    }

    /** A person's command was executed, and it is {@code on} by it. */
    void commanded(boolean on) {
        Optional<Boolean> wanted = said.flatMap(each -> each.wish().on());
        if (said.isPresent() && wanted.isEmpty()) {
            stands(Optional.empty());
        } else if (wanted.filter(wish -> wish == on).isPresent()) {
            stands(Optional.empty());
        } else if (standing.filter(word -> word.on() == on).isEmpty()) {
            long now = ticks.now();
            Overriding override = said.map(each -> each.wish().override()).orElse(Overriding.USUAL);
            stands(Optional.of(new Standing(on, now, until(override, now), wanted)));
        }
    }

    /** A person's OFF is always executed: a rule that nobody overrides has it again soon. */
    private static Optional<Long> until(Overriding override, long now) {
        if (override instanceof UntilNext) {
            return Optional.empty();
        }
        Duration length = override instanceof Lasting lasting ? lasting.length() : LEAST_REST;
        return Optional.of(now + length.toNanos());
    }

    private void stands(Optional<Standing> word) {
        standing = word;
        overridden |= word.isPresent();
        shown = word.map(each -> new Wishes.Overridden(each.on(), each.until()));
    }

    /** Does what is due. */
    void turn(Outputs outputs) {
        if (said.isEmpty()) {
            return;
        }
        long now = ticks.now();
        Meant meant = outputs.meant(settings.name());
        Wish wish = said.get().wish();
        boolean silent = now - said.get().at() > SILENT.toNanos();
        boolean back = givenBack;
        givenBack = false;
        if (standing.isPresent() && (back || isOver(standing.get(), meant, wish, now))) {
            Logger.info("{}: given back to rule {}", settings.name(), wish.rule());
            stands(Optional.empty());
        }
        problem = silent ? Optional.of(silence()) : chatter.problem(now);
        if (silent) {
            go(outputs, meant, settings.onAtCrash(), reason(wish, silence()), now);
        } else if (problem.isPresent()) {
            go(outputs, meant, settings.onAtStop(), reason(wish, "changed too often"), now);
        } else {
            obey(outputs, meant, wish, now);
        }
    }

    private void obey(Outputs outputs, Meant meant, Wish wish, long now) {
        boolean guards = wish.weight() == Weight.GUARD && wish.on().orElse(false);
        if (guards
                && standing.filter(word -> now - word.since() < LEAST_REST.toNanos()).isEmpty()) {
            guarded |= !meant.on();
            go(outputs, meant, true, wish.origin(), now);
        } else if (guarded && !guards && (standing.isPresent() || wish.on().isEmpty())) {
            guarded = false;
            go(outputs, meant, false, wish.origin(), now);
        } else if (standing.isEmpty() && wish.on().isPresent() && !guards) {
            guarded = false;
            go(outputs, meant, wish.on().get(), wish.origin(), now);
        }
    }

    /** Whether a person's word counts no longer. */
    private boolean isOver(Standing word, Meant meant, Wish wish, long now) {
        boolean next =
                wish.override() instanceof UntilNext
                        && word.until().isEmpty()
                        && !word.against().equals(wish.on());
        boolean barred = wish.weight() == Weight.MODE && word.on();
        // A guard switches on over a person who said OFF, whose word stands all the same.
        boolean gone = meant.on() != word.on() && !guarded;
        return word.until().filter(end -> now - end >= 0).isPresent()
                || next
                || barred
                || gone
                || isBrokerLost(now);
    }

    /** The person may try to reach it in vain. */
    private boolean isBrokerLost(long now) {
        Duration after =
                settings.onBrokerLoss().map(ActuatorSettings.BrokerLoss::after).orElse(USUAL_LOSS);
        Duration third = after.dividedBy(3);
        Duration proof = third.compareTo(LEAST_PROOF) < 0 ? LEAST_PROOF : third;
        long silent = now - silence.lastHeard();
        // Asked early, so that the answer is known when it is time.
        return silent >= after.minus(third).toNanos()
                && silence.isLost(proof)
                && silent >= after.toNanos();
    }

    private void go(Outputs outputs, Meant meant, boolean on, Origin origin, long now) {
        if (meant.on() == on && !meant.pulse()) {
            overridden = false;
            return;
        }
        Origin why = overridden && origin.cause() == Cause.RULE ? again(origin) : origin;
        Outcome outcome = on ? outputs.on(settings.name(), why) : outputs.off(settings.name(), why);
        if (outcome instanceof Outcome.Refused refused) {
            String obstacle = refused.obstacle().name();
            if (!obstacle.equals(toldObstacle)) {
                Logger.info("{}: not {} yet: {}", settings.name(), word(on), refused.message());
            }
            toldObstacle = obstacle;
            return;
        }
        toldObstacle = "";
        overridden = false;
        if (meant.on() != on) {
            chatter.changed(now);
            Logger.info(
                    "{}: {} ({}{})",
                    settings.name(),
                    word(on),
                    why.cause().text(),
                    why.reason().map(each -> " " + each.rule() + ": " + each.why()).orElse(""));
        }
    }

    private static Origin again(Origin origin) {
        return new Origin(Cause.OVERRIDE_END, origin.id(), origin.reason());
    }

    private String silence() {
        return "%s: nothing heard of its rules for %s, it is at its level after a crash"
                .formatted(settings.name(), DurationText.of(SILENT));
    }

    private static Origin reason(Wish wish, String why) {
        return Origin.of(Cause.RULE, new Reason(wish.rule(), why));
    }

    private static String word(boolean on) {
        return on ? "ON" : "OFF";
    }
}

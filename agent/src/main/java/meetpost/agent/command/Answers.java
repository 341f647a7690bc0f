package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Forwarded;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Answer.Stage;
import meetpost.agent.publish.Publisher;
import meetpost.agent.time.DurationText;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/** Tells senders what came of their commands, and counts it. Safe for use by several threads. */
final class Answers {

    private final Publisher publisher;
    private final String what;
    private final JointAnswers joint = new JointAnswers(Ticks.REAL);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new ConcurrentHashMap<>();

    /** One object for all of them: thousands may wait. */
    private final Runnable executedInSilence = this::executedInSilence;

    /**
     * @param what for the log: what a command is
     */
    Answers(Publisher publisher, String what) {
        this.publisher = requireNonNull(publisher, "publisher");
        this.what = requireNonNull(what, "what");
    }

    void give(Incoming incoming, Answer answer) {
        String name = incoming.addressee().name();
        if (answer instanceof Refused refusal) {
            refused.computeIfAbsent(refusal.reason(), any -> new LongAdder()).increment();
            Logger.warn(
                    "{}: command refused, {}: {}",
                    name,
                    refusal.reason().text(),
                    refusal.message());
        } else if (answer instanceof Accepted done) {
            accepted.increment();
            Logger.info(
                    "{}: {} ({}{})",
                    name,
                    done.on() ? "ON" : "OFF",
                    what,
                    done.left().map(left -> ", " + DurationText.of(left) + " left").orElse(""));
        }
        repeat(incoming, answer);
    }

    /**
     * A downlink has come further, or is at its end.
     *
     * @param first whether nothing was said of it before
     */
    void tell(Incoming incoming, Forwarded how, boolean first) {
        String name = incoming.addressee().name();
        if (how.stage() == Stage.FAILED) {
            refused.computeIfAbsent(Refusal.OUTPUT_FAULT, any -> new LongAdder()).increment();
            Logger.warn("{}: {} failed: {}", name, what, how.message());
        } else {
            accepted.add(first ? 1 : 0);
            Logger.info("{}: {} ({} {})", name, how.on() ? "ON" : "OFF", what, how.stage().text());
        }
        repeat(incoming, how);
    }

    /** For a copy of a command that was answered already: neither counted nor logged. */
    void repeat(Incoming incoming, Answer answer) {
        String topic = incoming.addressee().result();
        if (incoming.isAnsweredAlone() || !joint.takes(topic, answer)) {
            say(topic, answer, incoming.id(), OptionalLong.empty());
        }
    }

    /** Gives the answers that are given together; at most once a second. Somebody must call it. */
    void giveJoint() {
        joint.due().forEach(this::say);
    }

    /** Gives the rest of them. */
    void close() {
        joint.all().forEach(this::say);
    }

    /** It gave way to a newer command that asks for the same, and has no answer. */
    void unanswered(Incoming incoming) {
        unanswered.increment();
        Logger.warn(
                "{}: a command for the safe level gave way to a newer one for the same, and is not"
                        + " answered: more wait than can be kept",
                incoming.addressee().name());
    }

    private void executedInSilence() {
        unanswered.increment();
        Logger.warn("commands were executed, and their answers did not reach the broker");
    }

    private void say(JointAnswers.Joint many) {
        say(many.topic(), many.answer(), Optional.empty(), OptionalLong.of(many.count()));
    }

    private void say(String topic, Answer answer, Optional<String> id, OptionalLong count) {
        publisher.answer(
                topic,
                answer.json(id, count),
                answer instanceof Accepted ? executedInSilence : () -> {});
    }

    long accepted() {
        return accepted.sum();
    }

    long refused(Refusal reason) {
        return refused.getOrDefault(reason, new LongAdder()).sum();
    }

    /** For whatever reason. */
    long refused() {
        return refused.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Commands that were executed and whose answer did not reach the broker. */
    long unanswered() {
        return unanswered.sum();
    }
}

package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.output.IdHash;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.Outputs;

/**
 * Decides about commands and executes them. {@link #handle} is for one thread; {@link #overtaken}
 * and the rest are for any.
 */
final class Execution {

    private static final String NO_ROOM =
            "more commands with an id came within ten minutes than can be kept: send it without an"
                    + " id, or later";

    private static final String OVERTAKEN =
            "newer commands for it came faster than they could be executed";

    private final Outputs outputs;
    private final Answers answers;
    private final Answered answered;
    private final Expiry expiry;
    private final Supplier<Standing> standing;
    private final Optional<RuledOutputs> ruled;
    private volatile boolean refusing;

    /**
     * @param standing which outputs this board has among all boards on its broker
     * @param ruled outputs that rules drive
     */
    Execution(
            Outputs outputs,
            Answers answers,
            Answered answered,
            Expiry expiry,
            Supplier<Standing> standing,
            Optional<RuledOutputs> ruled) {
        this.ruled = requireNonNull(ruled, "ruled");
        this.outputs = requireNonNull(outputs, "outputs");
        this.answers = requireNonNull(answers, "answers");
        this.answered = requireNonNull(answered, "answered");
        this.expiry = requireNonNull(expiry, "expiry");
        this.standing = requireNonNull(standing, "standing");
    }

    /** From now on every command is answered with shutting-down. */
    void refuse() {
        refusing = true;
    }

    /** Was executed before this start. */
    void before(String name, IdHash id, boolean on, Duration age) {
        answered.preload(name, id, on, age);
    }

    /** Executes it and answers it, or refuses it. */
    void handle(Incoming incoming) {
        Optional<Refused> refusal = refusal(incoming);
        if (refusal.isPresent()) {
            answers.give(incoming, refusal.get());
        } else if (incoming.parsed() instanceof Order order) {
            execute(incoming, order);
        }
    }

    /** Answers one that had to give way to newer ones. Waits for no line. */
    void overtaken(Incoming incoming) {
        Optional<Refused> refusal = refusal(incoming);
        if (refusal.isPresent()) {
            answers.give(incoming, refusal.get());
            return;
        }
        String name = incoming.addressee().name();
        Optional<Answer> before = incoming.id().flatMap(id -> answered.answer(name, id));
        if (before.isPresent()) {
            answers.repeat(incoming, before.get());
        } else if (incoming.isSafe()) {
            answers.unanswered(incoming);
        } else {
            answers.give(incoming, new Refused(Refusal.BUSY, OVERTAKEN));
        }
    }

    private Optional<Refused> refusal(Incoming incoming) {
        return refusing
                ? Optional.of(new Refused(Refusal.SHUTTING_DOWN, "the program is stopping"))
                : incoming.refusal(standing.get());
    }

    private void execute(Incoming incoming, Order order) {
        String name = incoming.addressee().name();
        Optional<Answer> before = order.id().flatMap(id -> answered.answer(name, id));
        if (before.isPresent()) {
            answers.repeat(incoming, again(name, before.get()));
            return;
        }
        Optional<Refused> late =
                expiry.refusal(order)
                        .or(
                                () ->
                                        ruled.flatMap(
                                                all ->
                                                        all.refusal(
                                                                name, order.command(), outputs)));
        if (late.isPresent()) {
            keep(name, order, late.get());
            answers.give(incoming, late.get());
            return;
        }
        if (order.id().isPresent() && !isAlwaysTaken(incoming, order) && !answered.hasRoom(name)) {
            answers.give(incoming, new Refused(Refusal.BUSY, NO_ROOM));
            return;
        }
        Outcome outcome = apply(name, order);
        if (outcome instanceof Outcome.Done done) {
            ruled.ifPresent(all -> all.commanded(name, done.on()));
        }
        // First: a copy that comes while the disk is waited for must not be executed.
        keep(name, order, Answer.of(outcome));
        if (outcome instanceof Outcome.Done done && !done.stored().isDone()) {
            var unused =
                    done.stored()
                            .thenAccept(stored -> answers.give(incoming, stored(done, stored)));
        } else {
            answers.give(incoming, Answer.of(outcome));
        }
    }

    /** Off, and the level at which the output is safe: both also where nothing else is taken. */
    private static boolean isAlwaysTaken(Incoming incoming, Order order) {
        return incoming.isSafe() || order.command().equals(new Command.Switch(false));
    }

    private void keep(String name, Order order, Answer answer) {
        order.id().ifPresent(id -> answered.keep(name, id, answer));
    }

    private static Answer stored(Outcome.Done done, boolean stored) {
        return new Accepted(done.on(), done.left(), stored);
    }

    /** What was refused stays refused; what was executed shows the state that it has now. */
    private Answer again(String name, Answer before) {
        return before instanceof Accepted ? Answer.of(outputs.look(name)) : before;
    }

    private Outcome apply(String name, Order order) {
        Origin origin = Origin.command(order.id());
        if (order.command() instanceof Command.Pulse pulse) {
            return outputs.pulse(name, pulse.length(), origin);
        }
        if (order.command() instanceof Command.Switch to) {
            return to.on() ? outputs.on(name, origin) : outputs.off(name, origin);
        }
        return outputs.toggle(name, origin);
    }
}

package meetpost.agent.command;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.log.Defects;
import meetpost.agent.mqtt.MessageListener;
import meetpost.agent.mqtt.Publisher;
import meetpost.agent.mqtt.Topics;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.Outputs;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Executes commands on outputs and answers each, on a thread of its own. Between commands it lets
 * the outputs do what their rules demand.
 *
 * <p>An output's state is published before the answer: who has the answer can trust the state.
 */
public final class CommandDesk implements MessageListener, AutoCloseable {

    private static final int MOST_WAITING = 1000;

    /** How long it waits at most before it looks at the outputs and shows that it lives. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final String NO_ROOM_FOR_ID =
            "more commands with an id came within ten minutes than can be kept: send it without an"
                    + " id, or later";

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Map<String, ActuatorSettings> bySetTopic;
    private final Outputs outputs;
    private final Answers answers;
    private final Ticks ticks;
    private final Expiry expiry;

    private final CommandQueue queue = new CommandQueue(MOST_WAITING);
    private final Answered answered;
    private final Defects defects = new Defects();
    private final Thread thread = new Thread(this::run, "commands");

    private volatile boolean refusing;
    private volatile boolean closed;
    private volatile long lastTurn;

    /** Does nothing yet. */
    public CommandDesk(
            List<ActuatorSettings> actuators,
            Outputs outputs,
            Publisher publisher,
            Topics topics,
            Ticks ticks,
            Clock clock) {
        this.bySetTopic =
                actuators.stream().collect(toUnmodifiableMap(topics::set, Function.identity()));
        this.outputs = outputs;
        this.answers = new Answers(publisher, topics);
        this.ticks = ticks;
        this.expiry = new Expiry(clock);
        this.answered =
                new Answered(ticks, actuators.stream().map(ActuatorSettings::name).toList());
        this.lastTurn = Ticks.REAL.now();
    }

    /**
     * Says of a command that was executed before this start that it is not to be executed again;
     * before {@link #start}, the oldest first.
     *
     * @param on what it came to
     * @param age since then; one of ten minutes or more is ignored
     */
    public void executedBefore(String actuator, IdHash id, boolean on, Duration age) {
        answered.preload(actuator, id, on, age);
    }

    /** From now on commands are executed. The outputs must have been started. */
    public void start() {
        thread.start();
    }

    /** Keeps what came for one of our actuators; ignores everything else. Any thread. */
    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        ActuatorSettings actuator = bySetTopic.get(topic);
        // Empty is somebody clearing the stored copy.
        if (actuator != null && payload.length > 0) {
            add(Incoming.of(actuator, payload, qos, retained));
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        ActuatorSettings actuator = bySetTopic.get(topic);
        if (actuator != null) {
            add(Incoming.tooLarge(actuator, qos, retained));
        }
    }

    private void add(Incoming incoming) {
        queue.add(incoming)
                .ifPresent(
                        overtaken ->
                                answers.give(
                                        overtaken.actuator(),
                                        overtaken.id(),
                                        new Refused(
                                                Refusal.BUSY,
                                                "newer commands came faster than they could be"
                                                        + " executed")));
    }

    /** From now on every command, those that wait included, is answered with shutting-down. */
    public void refuse() {
        refusing = true;
    }

    /**
     * Ends the thread, and waits for that for a second at most. What comes later is not answered:
     * close the link before.
     */
    @Override
    public void close() {
        refusing = true;
        closed = true;
        queue.wake();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            Logger.error("commands: a line does not answer, not waiting for it");
        }
    }

    /** The real tick of its last sign of life; one comes each second at least. Any thread. */
    public long lastTurn() {
        return lastTurn;
    }

    /** Commands executed since the start. Any thread. */
    public long accepted() {
        return answers.accepted();
    }

    /** Commands refused for that reason since the start. Any thread. */
    public long refused(Refusal reason) {
        return answers.refused(reason);
    }

    /** Commands that made something fail that nobody foresaw, since the start. Any thread. */
    public long defects() {
        return defects.count();
    }

    private void run() {
        try {
            Duration wait = Duration.ZERO;
            while (!closed) {
                queue.take(wait).ifPresent(this::handleSafely);
                wait = turn();
                lastTurn = Ticks.REAL.now();
            }
            // Who asked in the last moment gets an answer too.
            Optional<Incoming> late = queue.take(Duration.ZERO);
            while (late.isPresent()) {
                handleSafely(late.get());
                late = queue.take(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long nothing is due, in real time: a simulation may run faster than life. */
    private Duration turn() {
        try {
            long next = outputs.tick();
            if (next == Outputs.NEVER) {
                return TURN;
            }
            Duration wait = ticks.real(ticks.now() + next);
            return wait.compareTo(TURN) < 0 ? wait : TURN;
        } catch (RuntimeException e) {
            Logger.error(e, "outputs: a defect of the program");
            return TURN;
        }
    }

    private void handleSafely(Incoming incoming) {
        try {
            handle(incoming);
        } catch (RuntimeException | Error e) {
            defects.cost(e, incoming.actuator().name());
            answers.give(
                    incoming.actuator(),
                    incoming.id(),
                    new Refused(Refusal.MALFORMED, "a defect of the program; its log says more"));
        }
    }

    /** Whether it is history, and how large it is, is looked at before what it says. */
    private void handle(Incoming incoming) {
        ActuatorSettings actuator = incoming.actuator();
        Optional<Refused> unread = unread(incoming);
        if (unread.isPresent()) {
            answers.give(actuator, incoming.id(), unread.get());
        } else if (incoming.parsed() instanceof Order order) {
            execute(actuator, order);
        } else if (incoming.parsed() instanceof Malformed malformed) {
            answers.give(
                    actuator, malformed.id(), new Refused(Refusal.MALFORMED, malformed.message()));
        }
    }

    /** Why it is refused whatever it says. */
    private Optional<Refused> unread(Incoming incoming) {
        if (refusing) {
            return Optional.of(new Refused(Refusal.SHUTTING_DOWN, "the program is stopping"));
        }
        if (incoming.isRetained()) {
            return Optional.of(
                    new Refused(
                            Refusal.RETAINED,
                            "a stored command is not executed: send it without retain, and clear"
                                    + " the stored one with an empty retained message"));
        }
        return incoming.isTooLarge()
                ? Optional.of(
                        new Refused(
                                Refusal.TOO_LARGE,
                                "expected at most " + CommandReader.MAX_BYTES + " bytes"))
                : Optional.empty();
    }

    private void execute(ActuatorSettings actuator, Order order) {
        String name = actuator.name();
        Optional<Answer> before = order.id().flatMap(id -> answered.answer(name, id));
        if (before.isPresent()) {
            answers.repeat(actuator, order.id(), again(name, before.get()));
            return;
        }
        Optional<Refused> late = expiry.refusal(order);
        if (late.isPresent()) {
            give(actuator, order, late.get());
            return;
        }
        if (order.id().isPresent() && !isAlwaysTaken(actuator, order) && !answered.hasRoom(name)) {
            answers.give(actuator, order.id(), new Refused(Refusal.BUSY, NO_ROOM_FOR_ID));
            return;
        }
        Outcome outcome = apply(name, order);
        if (outcome instanceof Outcome.Done done && !done.stored().isDone()) {
            // A copy that comes meanwhile must not be executed.
            order.id().ifPresent(id -> answered.keep(name, id, Answer.of(outcome)));
            var unused =
                    done.stored()
                            .thenAccept(
                                    stored ->
                                            answers.give(
                                                    actuator, order.id(), stored(done, stored)));
            return;
        }
        give(actuator, order, Answer.of(outcome));
    }

    /** Off, and the level at which the output is safe: both also where nothing else is taken. */
    private static boolean isAlwaysTaken(ActuatorSettings actuator, Order order) {
        return order.command() instanceof Command.Switch to && (!to.on() || actuator.onAtCrash());
    }

    private void give(ActuatorSettings actuator, Order order, Answer answer) {
        order.id().ifPresent(id -> answered.keep(actuator.name(), id, answer));
        answers.give(actuator, order.id(), answer);
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

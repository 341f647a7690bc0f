package meetpost.agent.command;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.link.MessageListener;
import meetpost.agent.log.Defects;
import meetpost.agent.output.IdHash;
import meetpost.agent.output.Outputs;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.agent.worker.Work;
import meetpost.agent.worker.Worker;
import org.tinylog.Logger;

/**
 * Executes commands on outputs and answers each, on a thread of its own. Between commands it lets
 * the outputs do what their rules demand.
 *
 * <p>An output's state is published before the answer: who has the answer can trust the state.
 */
public final class CommandDesk implements MessageListener, AutoCloseable {

    /** Bytes of commands that wait, of all outputs together. */
    private static final int MOST_WAITING = 2 << 20;

    /** How long it waits at most before it looks at the outputs and shows that it lives. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** So long a command waits until it is known which board has the output. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(8);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Topics topics;
    private final Supplier<Standing> standing;
    private final Outputs outputs;
    private final Optional<RuledOutputs> ruled;
    private final Answers answers;
    private final Ticks ticks;
    private final Execution execution;
    private final CommandQueue queue;
    private final Defects defects = new Defects();
    private final Worker worker;

    /** The thread's own. */
    private Optional<Incoming> held = Optional.empty();

    private long heldSince;

    private volatile Map<String, Addressee> bySetTopic;
    private volatile long lastTurn;

    /**
     * Does nothing yet.
     *
     * @param standing which outputs this board has among all boards on its broker
     */
    public CommandDesk(
            List<ActuatorSettings> actuators,
            Outputs outputs,
            Publisher publisher,
            Topics topics,
            Supplier<Standing> standing,
            Ticks ticks,
            Clock clock) {
        this(actuators, outputs, publisher, topics, standing, ticks, clock, Optional.empty());
    }

    /**
     * The same.
     *
     * @param ruled outputs that rules drive
     */
    public CommandDesk(
            List<ActuatorSettings> actuators,
            Outputs outputs,
            Publisher publisher,
            Topics topics,
            Supplier<Standing> standing,
            Ticks ticks,
            Clock clock,
            Optional<RuledOutputs> ruled) {
        this.ruled = ruled;
        this.topics = topics;
        this.standing = standing;
        this.bySetTopic = addressees(actuators);
        this.outputs = outputs;
        this.answers = new Answers(publisher, "command");
        this.ticks = ticks;
        this.queue = new CommandQueue(MOST_WAITING / Math.max(1, actuators.size()), ticks.signal());
        this.execution =
                new Execution(
                        outputs,
                        answers,
                        new Answered(
                                ticks, actuators.stream().map(ActuatorSettings::name).toList()),
                        new Expiry(clock, ticks),
                        standing,
                        ruled);
        ruled.ifPresent(all -> all.wakes(queue::wake));
        this.worker = new Worker("commands", Ticks.REAL, new Turns());
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
        execution.before(actuator, id, on, age);
    }

    private Map<String, Addressee> addressees(List<ActuatorSettings> actuators) {
        return actuators.stream()
                .collect(
                        toUnmodifiableMap(
                                topics::set,
                                each ->
                                        new Addressee(
                                                each.name(),
                                                topics.state(each),
                                                topics.result(each),
                                                each.onAtCrash())));
    }

    /** From now on other settings count, for the same actuators. */
    public void settings(List<ActuatorSettings> actuators) {
        bySetTopic = addressees(actuators);
    }

    /** From now on commands are executed. The outputs must have been started. */
    public void start() {
        worker.start();
    }

    /** Keeps what came for one of our actuators; ignores everything else. Any thread. */
    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        Addressee addressee = bySetTopic.get(topic);
        // Empty is somebody clearing the stored copy.
        if (addressee != null && payload.length > 0) {
            add(Incoming.of(addressee, payload, qos, retained));
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        Addressee addressee = bySetTopic.get(topic);
        if (addressee != null) {
            add(Incoming.tooLarge(addressee, qos, retained));
        }
    }

    @Override
    public boolean isBehind() {
        return queue.isBehind();
    }

    private void add(Incoming incoming) {
        queue.add(incoming).forEach(execution::overtaken);
        answers.giveJoint();
    }

    /** From now on every command, those that wait included, is answered with shutting-down. */
    public void refuse() {
        execution.refuse();
    }

    /**
     * Ends the thread, and waits for that for a second at most. What comes later is not answered:
     * close the link before.
     */
    @Override
    public void close() {
        refuse();
        worker.end();
        queue.wake();
        try {
            if (worker.isStarted() && !worker.join(CLOSING)) {
                Logger.error("commands: a line does not answer, not waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** Commands that were executed and whose answer did not reach the broker. Any thread. */
    public long unanswered() {
        return answers.unanswered();
    }

    private final class Turns implements Work {

        private Duration wait = Duration.ZERO;

        @Override
        public void begin() throws InterruptedException {
            ticks.enter();
        }

        @Override
        public void turn() throws InterruptedException {
            take(wait);
            answers.giveJoint();
            wait = rules();
            lastTurn = Ticks.REAL.now();
        }

        /** Who asked in the last moment gets an answer too, but after a defect nothing moves. */
        @Override
        public void end() {
            if (!worker.isEnding()) {
                return;
            }
            held.ifPresent(CommandDesk.this::handleSafely);
            Optional<Incoming> late = queue.next();
            while (late.isPresent()) {
                handleSafely(late.get());
                late = queue.next();
            }
            answers.close();
        }
    }

    /** Handles the next, as soon as it is known whether another board has the output. */
    private void take(Duration wait) throws InterruptedException {
        if (held.isEmpty()) {
            held = queue.take(wait);
            heldSince = Ticks.REAL.now();
        } else {
            queue.pause(ticks.span(LOOK));
        }
        boolean open = held.filter(one -> one.isOpen(standing.get())).isPresent();
        if (!open || Ticks.REAL.now() - heldSince >= LONGEST_HOLD.toNanos()) {
            held.ifPresent(this::handleSafely);
            held = Optional.empty();
        }
    }

    /** How long nothing is due, in ticks of the board. */
    private Duration rules() {
        try {
            ruled.ifPresent(all -> all.turn(outputs));
            long next = outputs.tick();
            return Duration.ofNanos(Math.min(next, ticks.span(TURN).toNanos()));
        } catch (RuntimeException e) {
            Logger.error(e, "outputs: a defect of the program");
            return ticks.span(TURN);
        }
    }

    private void handleSafely(Incoming incoming) {
        try {
            execution.handle(incoming);
        } catch (RuntimeException | Error e) {
            defects.cost(e, incoming.addressee().name());
            answers.give(
                    incoming,
                    new Refused(Refusal.MALFORMED, "a defect of the program; its log says more"));
        }
    }
}

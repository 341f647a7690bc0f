package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.outbox.Outbox;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.send.OutgoingMessage;
import meetpost.agent.send.SendQueue;
import meetpost.agent.send.Signals;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.worker.Worker;

/**
 * Publishes everything, in this order: presence, retained states, events, live readings, history.
 * One thread does it; others leave messages in its queues, and wait in {@link #settle} and {@link
 * #farewell} only.
 */
final class PublishLoop implements Publisher {

    private static final int EVENTS = 1000;

    /** Messages that leave before it looks what happened meanwhile. */
    private static final int ROUND = 100;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Presence presence;
    private final Ticks ticks;
    private final Backlog backlog;
    private final States states = new States();
    private final BlockingQueue<Message> events = new ArrayBlockingQueue<>(EVENTS);
    private final PendingAnswers answers = new PendingAnswers();
    private final Signals signals = new Signals("publish");
    private final TopicOwnership ownership;
    private final Arrival arrival;
    private final Withdrawals withdrawals;
    private final Agenda agenda;
    private final Worker worker;

    private volatile boolean connected;

    /** From here on: the thread's own. */
    private final SendQueue outgoing = new SendQueue(signals::add);

    private final List<CompletableFuture<Boolean>> settling = new ArrayList<>();
    private Optional<PublishChannel> channel = Optional.empty();
    private boolean leaving;

    /**
     * @param ticks real ones
     */
    PublishLoop(
            Outbox<Reading> outbox, Readings readings, Presence presence, Pace pace, Ticks ticks) {
        this.presence = requireNonNull(presence, "presence");
        this.ticks = requireNonNull(ticks, "ticks");
        ownership = presence.ownership();
        backlog = new Backlog(outbox, readings, states, ownership, pace);
        arrival = new Arrival(presence, ownership, states, ticks);
        withdrawals = new Withdrawals(presence.announcements(), this::informed);
        agenda = new Agenda(presence, answers, states, events, withdrawals, backlog);
        worker = new Worker("publish", ticks, this::turn);
    }

    void start() {
        worker.start();
    }

    /** A sensor was read: keeps the reading until the broker has it. */
    void add(Reading reading) {
        backlog.add(reading);
        signals.ring();
    }

    @Override
    public void state(String topic, String payload, int qos) {
        if (!withdrawals.isGone(topic)) {
            states.put(Message.retained(topic, payload, qos));
            signals.ring();
        }
    }

    @Override
    public void event(String topic, String payload) {
        if (connected && events.offer(Message.passing(topic, payload))) {
            signals.ring();
        }
    }

    @Override
    public void answer(String topic, String payload, Runnable lost) {
        if (answers.add(new OutgoingMessage(Message.passing(topic, payload), () -> {}, lost))) {
            signals.ring();
        } else {
            lost.run();
        }
    }

    /** Whether commands come faster than their answers leave. */
    boolean isBehind() {
        return answers.areMany();
    }

    /** Settings were read anew: what they lack is withdrawn, and claimed no more. */
    void announced(Settings fresh) {
        signals.add(
                () -> {
                    states.remove(withdrawals::isGone);
                    ownership.settings(fresh);
                });
        informed();
    }

    /** What the info topic shows has changed. */
    void informed() {
        signals.add(
                () -> {
                    if (arrival.isOver()) {
                        outgoing.add(OutgoingMessage.of(presence.info()));
                    }
                });
    }

    /** Messages that the broker has acknowledged. */
    long published() {
        return outgoing.published();
    }

    /** Messages that made something fail that nobody foresaw. */
    long defects() {
        return signals.defects();
    }

    /** The tick at which the thread was last seen at work: seconds ago if it is well. */
    long turned() {
        return worker.turned();
    }

    /** There is a session: a retained command may be answered before we are {@link #up}. */
    void opened() {
        ownership.opened();
        signals.add(presence::opened);
        connected = true;
        answers.open();
    }

    /** There is a session, and a way through it. */
    void up(PublishChannel way) {
        long from = backlog.up();
        signals.add(() -> begin(way, from));
        connected = true;
        answers.open();
    }

    /** The session is over. Not in end(): by then there may be events of the next one. */
    void down() {
        connected = false;
        events.clear();
        answers.close().forEach(each -> each.lost().run());
        backlog.down();
        signals.add(this::end);
    }

    /** Something came on a topic of our presence's. */
    void heard(String topic, byte[] payload, boolean retained) {
        if (presence.reads(payload)) {
            signals.later(() -> presence.heard(topic, payload, retained));
        }
    }

    /** Takes what is about other boards, and says whether it is. */
    boolean heardOfBoards(String topic, byte[] payload, boolean retained) {
        boolean theirs = ownership.heard(topic, payload, retained);
        if (theirs) {
            signals.ring();
        }
        return theirs;
    }

    /** Is run by the thread, soon; gone if too many of these wait. Must not block. */
    void later(Runnable task) {
        signals.later(task);
    }

    /** All states are published once more. */
    void everythingAgain() {
        signals.add(states::allDue);
    }

    /**
     * Blocks until the broker has everything, what waited for it included, or for {@code max}; says
     * whether it has.
     */
    boolean settle(Duration max) throws InterruptedException {
        var settled = new CompletableFuture<Boolean>();
        signals.add(() -> settling.add(settled));
        return answer(settled, max);
    }

    /**
     * Publishes what is true now, and then that we are gone, and stops. Readings of then are left
     * in the outbox. Blocks for {@code max} at most; says whether the broker knows that we are
     * gone.
     */
    boolean farewell(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        signals.add(() -> leaving = true);
        if (connected) {
            settle(max.dividedBy(2));
        }
        var gone = new CompletableFuture<Boolean>();
        var goodbye = new OutgoingMessage(presence.offline(), () -> gone.complete(true));
        signals.add(() -> outgoing.add(goodbye));
        boolean known = connected && answer(gone, ticks.real(end));
        worker.end();
        signals.ring();
        worker.join(ticks.real(end));
        return known;
    }

    private static boolean answer(CompletableFuture<Boolean> future, Duration max)
            throws InterruptedException {
        try {
            return future.get(max.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private void turn() throws InterruptedException {
        signals.run(patience());
        work();
    }

    private Duration patience() {
        Duration history = backlog.left();
        boolean paced = channel.isPresent() && !history.isZero();
        Duration patience = paced && history.compareTo(LOOK) < 0 ? history : LOOK;
        Duration others = ownership.patience();
        return others.compareTo(patience) < 0 ? others : patience;
    }

    private void begin(PublishChannel way, long from) {
        backlog.begin(from);
        states.allDue();
        channel = Optional.of(way);
        arrival.begin(way);
    }

    private void end() {
        channel = Optional.empty();
        arrival.end();
        outgoing.end();
        backlog.end();
    }

    private void work() {
        outgoing.addAll(arrival.messages());
        for (int i = 0; channel.isPresent() && (!outgoing.isEmpty() || fetch()); i++) {
            if (i == ROUND) {
                signals.ring();
                return;
            }
            if (!outgoing.publish(channel.get(), ownership)) {
                return;
            }
        }
        if (arrival.isOver() && outgoing.areAcked() && (leaving || backlog.isEmpty())) {
            settling.forEach(each -> each.complete(true));
            settling.clear();
        }
    }

    /** Puts what is to go next into {@link #outgoing}; false if there is nothing, or not yet. */
    private boolean fetch() {
        return arrival.isOver() && outgoing.addAll(agenda.next(leaving));
    }
}

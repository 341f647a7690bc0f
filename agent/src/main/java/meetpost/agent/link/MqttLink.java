package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import meetpost.agent.link.SessionEnd.By;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * The link to the broker: makes a session, watches it, and makes the next one when it broke. Its
 * sessions are clean: what is not acknowledged when one ends is for the caller to publish again.
 * Runs on a thread of its own. All methods are for any thread; only the two that end it block.
 */
public final class MqttLink {

    /** Only a session that stood for this long lets the back-off start anew. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    private static final Duration LOOK_FOR_THE_FIRST = Duration.ofSeconds(10);
    private static final Duration TURN = Duration.ofSeconds(5);

    private final LinkOptions options;
    private final Ticks ticks;
    private final Dialler dialler;
    private final ReconnectDelay backOff;
    private final Takeovers takeovers;
    private final SessionWatch watch;
    private final SecureRandom secure = new SecureRandom();
    private final MarksLost marksLost = new MarksLost();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(new LinkThreads(), this::run, LinkThreads.LINK);

    private volatile LinkListener listener = new SilentListener();
    private volatile Optional<Session> session = Optional.empty();
    private volatile Optional<SessionSubscriptions> fencing = Optional.empty();
    private volatile boolean stopping;
    private volatile boolean inOrder;
    private volatile long lastHeard;
    private volatile long turned;
    private final AtomicLong sessions = new AtomicLong();
    private final LastLinkProblem lastProblem = new LastLinkProblem();

    /**
     * @param ticks real ones, also where the board is simulated: the network is not
     */
    public MqttLink(LinkOptions options, Ticks ticks, RandomGenerator random) {
        this(options, ticks, random, LOOK_FOR_THE_FIRST);
    }

    /**
     * @param lookEvery how often to look, while the link is to another, whether the first broker of
     *     the list is well
     */
    MqttLink(LinkOptions options, Ticks ticks, RandomGenerator random, Duration lookEvery) {
        this.options = requireNonNull(options, "options");
        this.ticks = requireNonNull(ticks, "ticks");
        dialler = new Dialler(options.tls(), options.own(), ticks);
        backOff = new ReconnectDelay(random);
        takeovers = new Takeovers(options.clientId());
        watch = new SessionWatch(options, ticks, lookEvery, bell::release);
        lastHeard = ticks.now();
        turned = lastHeard;
        // The library's threads are its children, and a resolver may hang when we exit.
        thread.setDaemon(true);
    }

    /** Begins to connect, at once. */
    public void start(LinkListener told) {
        listener = told;
        thread.start();
    }

    /** Whether there is a session, as far as we know. */
    public boolean connected() {
        return session.isPresent();
    }

    /** The tick at which the broker was last heard; before the first time that of the start. */
    public long lastHeard() {
        return session.map(Session::lastHeard).orElse(lastHeard);
    }

    /**
     * Pings so often where nothing is heard of the broker; the keep-alive that it knows stays.
     *
     * @param every at least 1 s
     */
    public void ownPings(Optional<Duration> every) {
        watch.ownPings(every);
        bell.release();
    }

    /**
     * Whether what was asked of the broker since this process last stood still is unanswered for
     * {@code within}: see {@link SessionWatch#isLost}. To be called each tenth of {@code within}:
     * who does not for half of it is taken to have stood still.
     */
    public boolean isLost(Duration within) {
        return watch.isLost(within, session);
    }

    /** The tick at which the link's thread was last at work: at most 30 s ago if it is well. */
    public long turned() {
        return turned;
    }

    /** Why there is no session, in words; empty while there is one. */
    public Optional<String> problem() {
        if (connected()) {
            return Optional.empty();
        }
        String why = lastProblem.sentence().map(text -> ": " + text).orElse("");
        return Optional.of("no connection to " + options.targets().get(0) + why);
    }

    /** On which topics only a flag tells commands from history, in words. */
    public List<String> marksLost() {
        return fencing.map(SessionSubscriptions::problems).orElse(List.of());
    }

    /** Sessions that followed another one. */
    public long reconnects() {
        return Math.max(0, sessions.get() - 1);
    }

    /** Sessions that ended as they do when another client has our client id. */
    public long takeovers() {
        return takeovers.count();
    }

    /**
     * Ends the session with a DISCONNECT, and the link. The broker keeps the will to itself: what
     * it says must have been published. Blocks for {@code max} at most: then it is cut.
     */
    public void leave(Duration max) throws InterruptedException {
        inOrder = true;
        stop(max);
    }

    /** Cuts the connection, and ends the link: the broker publishes the will. Blocks as above. */
    public void cut(Duration max) throws InterruptedException {
        stop(max);
    }

    private void stop(Duration max) throws InterruptedException {
        // Asked first: a session that ends because we stop must not be cut while it says goodbye.
        boolean none = session.isEmpty();
        stopping = true;
        bell.release();
        if (none) {
            dialler.hangUp();
        }
        thread.join(Math.max(1, max.toMillis()));
        dialler.hangUp();
    }

    private void run() {
        try {
            while (!stopping) {
                round();
            }
        } catch (InterruptedException e) {
            Logger.warn("the link was interrupted, and stops");
        }
    }

    private void round() throws InterruptedException {
        try {
            connect();
        } catch (RuntimeException e) {
            // A mistake of ours or of the library's. Readings wait in the outbox meanwhile.
            Logger.error(e, "the link failed; connecting again");
            rest(backOff.afterFailure());
        }
    }

    /** One round: until a session ended, or every broker of the list has given none. */
    private void connect() throws InterruptedException {
        for (BrokerTarget target : watch.round()) {
            turned = ticks.now();
            var fence = new Fence(options.guards(), listener, ticks, secure, bell::release);
            Optional<Session> opened = dial(target, fence);
            if (opened.isPresent()) {
                long since = ticks.now();
                afterwards(target, live(target, opened.get(), fence), since);
                return;
            }
        }
        rest(backOff.afterFailure());
    }

    private Optional<Session> dial(BrokerTarget target, Fence fence) {
        try {
            watch.dialled(target);
            Session opened = dialler.dial(target, options.hello(), fence, bell::release);
            Logger.info("connected to {} as {}", target, options.clientId());
            lastProblem.over();
            lastHeard = opened.lastHeard();
            return Optional.of(opened);
        } catch (IOException e) {
            watch.failed(target);
            takeovers.refused();
            if (!stopping) {
                lastProblem.say(
                        LinkProblem.of(target, options.broker().username(), e), target, listener);
            }
            return Optional.empty();
        }
    }

    private SessionEnd live(BrokerTarget target, Session open, Fence fence)
            throws InterruptedException {
        var work =
                new SessionSubscriptions(
                        options, target, fence, open, marksLost, bell::release, ticks);
        try {
            watch.begin(target);
            listener.opened();
            work.subscribe();
            while (!stopping && !open.hasEnded() && !work.isReady()) {
                work.work();
                turn(work.next(TURN));
            }
            sessions.incrementAndGet();
            listener.up(work.uplink());
            session = Optional.of(open);
            fencing = Optional.of(work);
            return watch(target, open, work);
        } catch (IOException e) {
            return SessionEnd.broken(open);
        } finally {
            watch.end();
            lastHeard = open.lastHeard();
            session = Optional.empty();
            fencing = Optional.empty();
            work.close(inOrder);
            listener.down();
        }
    }

    private SessionEnd watch(BrokerTarget target, Session open, SessionSubscriptions work)
            throws InterruptedException {
        while (!stopping) {
            Optional<SessionEnd> end = watch.verdict(open, target);
            if (end.isPresent()) {
                return end.get();
            }
            work.work();
            turn(work.next(watch.next(open)));
        }
        return new SessionEnd(By.CHOICE, "stopping");
    }

    private void afterwards(BrokerTarget target, SessionEnd ending, long since)
            throws InterruptedException {
        if (stopping) {
            Logger.info("disconnected from {}", target);
            return;
        }
        Logger.warn("connection to {} ended: {}; connecting again", target, ending.why());
        Duration lasted = Duration.ofNanos(ticks.now() - since);
        boolean held = lasted.compareTo(STABLE) >= 0;
        watch.ended(target, ending, held);
        if (ending.by() == By.BROKER) {
            takeovers.closed(lasted, ending.unanswered());
        }
        if (ending.by() != By.CHOICE) {
            lastProblem.ended(target, ending);
            rest(backOff.afterLoss(held));
        }
    }

    /** Until something changed: a session ended, the first broker is well, we are to stop. */
    private void turn(Duration max) throws InterruptedException {
        turned = ticks.now();
        Duration pause = max.compareTo(TURN) < 0 ? max : TURN;
        if (bell.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    /**
     * Until the time is over, we are to stop, or somebody wants to know whether the broker lives.
     */
    private void rest(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        while (!stopping && ticks.now() - end < 0 && !watch.mustDial()) {
            turn(watch.rest(ticks.real(end)));
        }
    }
}

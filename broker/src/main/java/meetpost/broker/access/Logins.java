package meetpost.broker.access;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntConsumer;
import meetpost.broker.message.Reason;
import meetpost.broker.settings.BrokerEvents;

/**
 * Looks at passwords, one at a time, on a thread of its own, {@code broker-passwords}. Those that
 * wait stand in a queue for each address: one hash of each in turn, addresses without a failure
 * first, so that whoever guesses waits for himself. Each failure from one address makes its next
 * answer later, and holds nobody else up. What was right is remembered for a while.
 */
public final class Logins implements AutoCloseable {

    private static final int WAITING = 200;
    private static final int ADDRESSES = 1_000;
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);

    /** One password to be looked at. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Job(
            String address, PasswordFile file, String user, byte[] password, IntConsumer answer) {}

    private final EventLoop loop;
    private final BrokerEvents events;
    private final ExecutorService hashing;
    private final VerifiedLogins verified = new VerifiedLogins();
    private final Map<String, ArrayDeque<Job>> waiting = new LinkedHashMap<>();
    private int waitingInAll;
    private boolean busy;
    private long hashed;

    /** Failures in a row by address, the eldest forgotten first. */
    private final Map<String, Integer> failures =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > ADDRESSES;
                }
            };

    public Logins(EventLoop loop, BrokerEvents events) {
        this(loop, events, thread());
    }

    /** With another thread to hash on. */
    public Logins(EventLoop loop, BrokerEvents events, ExecutorService hashing) {
        this.loop = loop;
        this.events = events;
        this.hashing = hashing;
    }

    private static ExecutorService thread() {
        var one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            var thread = new Thread(task, "broker-passwords");
                            thread.setDaemon(true);
                            return thread;
                        });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** How many passwords were hashed. */
    public long hashed() {
        return hashed;
    }

    /** Runs {@code answer} on the event loop, later with each failure of the address. */
    public void refuse(String host, Runnable answer) {
        answer(Reason.NOT_AUTHORIZED, address(host), reason -> answer.run());
    }

    /**
     * Gives {@code answer} one of {@link Reason}, later on the event loop, when the password has
     * been looked at.
     *
     * @param host the client's address without the port
     */
    public void check(
            String host, PasswordFile file, String user, byte[] password, IntConsumer answer) {
        String address = address(host);
        if (verified.has(file, user, password)) {
            onLoop(() -> answer(Reason.SUCCESS, address, answer));
            return;
        }
        if (waitingInAll >= WAITING && !makeRoom(address)) {
            onLoop(() -> answer.accept(Reason.SERVER_BUSY));
            return;
        }
        waiting.computeIfAbsent(address, key -> new ArrayDeque<>())
                .add(new Job(address, file, user, password, answer));
        waitingInAll++;
        next();
    }

    /** Whoever has most of what waits has the least claim: the last of it is refused. */
    private boolean makeRoom(String forAddress) {
        ArrayDeque<Job> own = waiting.get(forAddress);
        ArrayDeque<Job> longest = new ArrayDeque<>();
        for (ArrayDeque<Job> queue : waiting.values()) {
            longest = queue.size() > longest.size() ? queue : longest;
        }
        if (own != null && own.size() + 1 >= longest.size()) {
            return false;
        }
        IntConsumer refused = longest.removeLast().answer;
        waitingInAll--;
        onLoop(() -> refused.accept(Reason.SERVER_BUSY));
        return true;
    }

    /** Gives the next one to the other thread, unless it is at work. */
    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        String address =
                waiting.keySet().stream()
                        .filter(each -> !failures.containsKey(each))
                        .findFirst()
                        .orElseGet(() -> waiting.keySet().iterator().next());
        ArrayDeque<Job> queue = waiting.get(address);
        waiting.remove(address);
        if (queue == null || queue.isEmpty()) {
            next();
            return;
        }
        Job job = queue.remove();
        waitingInAll--;
        if (!queue.isEmpty()) {
            // Behind all others.
            waiting.put(address, queue);
        }
        busy = true;
        try {
            hashing.execute(() -> work(job));
        } catch (RejectedExecutionException e) {
            // The broker stops: nobody waits for the answer.
            waiting.clear();
        }
    }

    /** On the other thread. */
    private void work(Job job) {
        PasswordFile.Verdict verdict;
        try {
            verdict = job.file.verify(job.user, job.password);
        } catch (IOException e) {
            unseen(job, "passwords cannot be read: " + e.getMessage());
            return;
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            // Anybody can have one looked at: it must not cost the thread.
            unseen(job, "a password was not looked at, a fault of this broker: " + e);
            return;
        }
        onLoop(
                () -> {
                    if (!verdict.complaint().isEmpty()) {
                        events.event(verdict.complaint());
                    }
                    hashed++;
                    if (verdict.right()) {
                        verified.add(job.file, job.user, job.password, verdict.hash());
                    }
                    done(job, verdict.right() ? Reason.SUCCESS : Reason.BAD_USER_OR_PASSWORD);
                });
    }

    private void unseen(Job job, String why) {
        onLoop(
                () -> {
                    events.event(why);
                    done(job, Reason.SERVER_UNAVAILABLE);
                });
    }

    private void done(Job job, int reason) {
        busy = false;
        answer(reason, job.address, job.answer);
        next();
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The broker has stopped while the password was hashed: nobody waits for the answer.
            hashing.shutdownNow();
        }
    }

    /** A failure is answered the later, the more there were. */
    private void answer(int reason, String address, IntConsumer answer) {
        if (reason == Reason.SUCCESS) {
            failures.remove(address);
            answer.accept(reason);
            return;
        }
        int before = failures.merge(address, 1, Integer::sum) - 1;
        long delay =
                Math.min(LONGEST_DELAY.toMillis(), FIRST_DELAY.toMillis() << Math.min(before, 10));
        var unused = loop.schedule(() -> answer.accept(reason), delay, MILLISECONDS);
    }

    /** Of IPv6 the network of 64 bits: one host has all of it. */
    public static String address(String host) {
        int end = -1;
        for (int groups = 0; groups < 4; groups++) {
            end = host.indexOf(':', end + 1);
            if (end < 0) {
                return host;
            }
        }
        return host.substring(0, end);
    }

    @Override
    public void close() {
        hashing.shutdownNow();
    }
}

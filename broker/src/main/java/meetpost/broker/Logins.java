package meetpost.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.IntConsumer;

/**
 * Decides who is let in. Passwords are hashed on a thread of their own, {@code broker-passwords},
 * never on the event loop; those that wait for it are bounded. Each failure from one address makes
 * its next answer later.
 */
final class Logins implements AutoCloseable {

    private static final int WAITING = 200;
    private static final int ADDRESSES = 1_000;
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(4);

    private final Access access;
    private final EventLoop loop;
    private final BrokerEvents events;
    private final @Nullable PasswordFile file;
    private final ThreadPoolExecutor hashing;

    /** Failures in a row by address, the eldest forgotten first. */
    private final Map<String, Integer> failures =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > ADDRESSES;
                }
            };

    Logins(Access access, EventLoop loop, BrokerEvents events) {
        this.access = access;
        this.loop = loop;
        this.events = events;
        this.file = access.passwordFile().map(PasswordFile::new).orElse(null);
        this.hashing =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        task -> {
                            var thread = new Thread(task, "broker-passwords");
                            thread.setDaemon(true);
                            return thread;
                        });
        hashing.allowCoreThreadTimeOut(true);
    }

    /** Runs {@code answer} on the event loop, later with each failure of the address. */
    void refuse(String address, Runnable answer) {
        answer(Reason.NOT_AUTHORIZED, address, reason -> answer.run());
    }

    /**
     * Gives {@code answer} one of {@link Reason}, on the event loop, when the password has been
     * looked at.
     *
     * @param address without the port
     */
    void check(String address, String user, byte[] password, IntConsumer answer) {
        PasswordFile passwords = file;
        if (passwords == null) {
            answer(Reason.BAD_USER_OR_PASSWORD, address, answer);
            return;
        }
        try {
            hashing.execute(
                    () -> {
                        int reason = verify(passwords, user, password);
                        onLoop(() -> answer(reason, address, answer));
                    });
        } catch (RejectedExecutionException e) {
            answer.accept(Reason.SERVER_BUSY);
        }
    }

    private int verify(PasswordFile passwords, String user, byte[] password) {
        try {
            return passwords.verify(user, password) ? Reason.SUCCESS : Reason.BAD_USER_OR_PASSWORD;
        } catch (IOException e) {
            onLoop(() -> events.event("passwords cannot be read: " + e.getMessage()));
            return Reason.SERVER_UNAVAILABLE;
        }
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

    Permissions permissions(String clientId, @Nullable String user) {
        if (access.rules().isEmpty()) {
            return Permissions.ALL;
        }
        String name = user == null ? "" : user;
        Access.Rule none = new Access.Rule(List.of(), List.of());
        return Permissions.of(access.rules().getOrDefault(name, none), clientId, name);
    }

    @Override
    public void close() {
        hashing.shutdownNow();
    }
}

package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.time.Ticks;
import org.tinylog.Logger;

/**
 * Publishes marks by a session of its own: a broker that takes us for a bridge gives nothing back
 * that came from us. Any thread; only its own blocks.
 */
final class MarkPublisher {

    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final Duration ACKNOWLEDGED = Duration.ofSeconds(5);

    private final LinkOptions options;
    private final BrokerTarget target;
    private final Dialler dialler;
    private final Queue<Message> waiting = new ConcurrentLinkedQueue<>();
    private boolean busy;

    MarkPublisher(LinkOptions options, BrokerTarget target, Ticks ticks) {
        this.options = requireNonNull(options, "options");
        this.target = requireNonNull(target, "target");
        dialler = new Dialler(options.tls(), options.own(), ticks);
    }

    /** Will be published soon, if the broker gives a session. */
    synchronized boolean take(Message message) {
        waiting.add(message);
        if (!busy) {
            busy = true;
            var thread = new Thread(this::run, "link-marks");
            thread.setDaemon(true);
            thread.start();
        }
        return true;
    }

    void close() {
        dialler.hangUp();
    }

    private void run() {
        try {
            Session session = dialler.dial(target, options.probe(), new SilentListener(), () -> {});
            while (isBusy()) {
                publish(session);
            }
            session.leave(LEAVE);
        } catch (IOException e) {
            end();
            Logger.debug("no session for marks at {}: {}", target, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(Session session) throws InterruptedException {
        Message next = waiting.poll();
        if (next != null) {
            var acknowledged = new CountDownLatch(1);
            if (!session.publish(next, acknowledged::countDown)
                    || !acknowledged.await(ACKNOWLEDGED.toNanos(), TimeUnit.NANOSECONDS)) {
                end();
            }
        }
    }

    private synchronized boolean isBusy() {
        busy = busy && !waiting.isEmpty();
        return busy;
    }

    private synchronized void end() {
        busy = false;
        waiting.clear();
    }
}

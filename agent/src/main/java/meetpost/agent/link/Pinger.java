package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.tinylog.Logger;

/**
 * Sends the PINGREQs of one session, on a thread of its own: a peer that reads nothing blocks
 * whoever writes, and the link's thread is the one that must notice that. There is no such thread
 * before the first ping: a session in which something is always said needs none. For one thread; no
 * method blocks.
 */
final class Pinger {

    private final PacketWriter out;
    private final Semaphore due = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty();

    Pinger(PacketWriter out) {
        this.out = requireNonNull(out, "out");
    }

    /** One more, unless one waits to be written. */
    void ping() {
        if (due.availablePermits() == 0) {
            due.release();
        }
        if (thread.isEmpty()) {
            // In the group of the link's thread, which calls this: see LinkThreads.
            var pings = new Thread(this::run, "link-ping");
            pings.setDaemon(true);
            pings.start();
            thread = Optional.of(pings);
        }
    }

    /** The wire must be closed by then, or soon: that ends a write that blocks. */
    void close() {
        thread.ifPresent(Thread::interrupt);
    }

    private void run() {
        try {
            while (true) {
                due.acquire();
                out.ping();
            }
        } catch (InterruptedException | IOException e) {
            // The session is over, which the library's reader sees.
            Logger.debug("no more pings: {}", e.getMessage());
        }
    }
}

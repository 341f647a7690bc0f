package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/**
 * Notices that another client uses our client id: the broker then closes the session of the one
 * whenever the other connects, which looks like a bad network, and goes on for ever. Used by the
 * link's thread.
 */
final class Takeovers {

    /** A broker that restarts, or a cut cable, ends one short session, but hardly two in a row. */
    private static final int SUSPICIOUS = 2;

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final String clientId;
    private int row;
    private final AtomicLong count = new AtomicLong();

    Takeovers(String clientId) {
        this.clientId = requireNonNull(clientId, "clientId");
    }

    /** The broker gave no session: so it was no takeover that ended the last one. */
    void refused() {
        row = 0;
    }

    /** The broker's end closed a session that had stood for {@code lasted}. */
    void closed(Duration lasted) {
        row = lasted.compareTo(SHORT) < 0 ? row + 1 : 0;
        if (row < SUSPICIOUS) {
            return;
        }
        count.incrementAndGet();
        if (row == SUSPICIOUS) {
            Logger.warn(
                    "the broker accepts us and closes the connection at once, again and again: most"
                            + " often because another client uses our client id {}. Is this program"
                            + " running twice?",
                    clientId);
        }
    }

    long count() {
        return count.get();
    }
}

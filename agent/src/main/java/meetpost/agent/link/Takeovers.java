package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/**
 * Notices that another client uses our client id: the broker then closes the session of the one
 * whenever the other connects, which looks like a bad network, and goes on for ever. A broker that
 * closes each session at the same packet does not want that packet, and no other client is to
 * blame. Used by the link's thread.
 */
final class Takeovers {

    /** A broker that restarts, or a cut cable, ends one short session, but hardly two in a row. */
    private static final int SUSPICIOUS = 2;

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final String clientId;
    private int row;
    private Optional<Unanswered> same = Optional.empty();
    private final AtomicLong count = new AtomicLong();

    Takeovers(String clientId) {
        this.clientId = requireNonNull(clientId, "clientId");
    }

    /** The broker gave no session: so it was no takeover that ended the last one. */
    void refused() {
        row = 0;
    }

    /**
     * The broker's end closed a session that had stood for {@code lasted}.
     *
     * @param unanswered the oldest packet that the broker had not answered
     */
    void closed(Duration lasted, Optional<Unanswered> unanswered) {
        if (lasted.compareTo(SHORT) >= 0) {
            row = 0;
            return;
        }
        row++;
        same =
                row == 1
                        ? unanswered
                        : unanswered.filter(packet -> same.filter(packet::isLike).isPresent());
        if (row < SUSPICIOUS) {
            return;
        }
        if (same.isEmpty()) {
            count.incrementAndGet();
        }
        if (row == SUSPICIOUS) {
            Logger.warn(why());
        }
    }

    long count() {
        return count.get();
    }

    private String why() {
        return same.map(
                        packet ->
                                "the broker accepts us and closes each connection with "
                                        + packet
                                        + " unanswered: its access rules or its limits seem to"
                                        + " forbid that")
                .orElse(
                        "the broker accepts us and closes the connection at once, again and again:"
                                + " most often because another client uses our client id "
                                + clientId
                                + ". Is this program running twice?");
    }
}

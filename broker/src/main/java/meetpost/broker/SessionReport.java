package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What one session holds.
 *
 * @param number grows with each session that begins while the broker runs
 * @param clientId as the client gave it: anything
 * @param user who has proved to be it; empty: nobody has
 * @param address of the connection; of a session whose client is away and who is no user, of its
 *     last one without the port, as far as it is known
 * @param connected whether its client is there
 * @param messages that wait or are in flight to it
 * @param bytes of them, with what they take of the heap
 * @param subscriptions how many it has
 * @param lost messages for which its queue had no room
 * @param absence how long its client has been away while the broker ran; empty if it is connected
 * @param expiry how long it is kept while its client is away; zero: not at all
 */
public record SessionReport(
        long number,
        String clientId,
        Optional<String> user,
        Optional<String> address,
        boolean connected,
        int messages,
        long bytes,
        int subscriptions,
        long lost,
        Optional<Duration> absence,
        Duration expiry) {

    public SessionReport {
        requireNonNull(clientId, "clientId");
        requireNonNull(user, "user");
        requireNonNull(address, "address");
        requireNonNull(absence, "absence");
        requireNonNull(expiry, "expiry");
    }
}

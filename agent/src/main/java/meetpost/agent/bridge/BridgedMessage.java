package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import meetpost.agent.link.Message;

/**
 * A message on its way over a bridge.
 *
 * @param path the directions that brought it to the broker where it was found
 * @param time when it was found
 */
record BridgedMessage(Message message, List<String> path, Instant time) {

    BridgedMessage {
        requireNonNull(message, "message");
        path = List.copyOf(path);
        requireNonNull(time, "time");
    }
}

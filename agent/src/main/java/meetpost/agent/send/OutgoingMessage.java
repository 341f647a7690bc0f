package meetpost.agent.send;

import static java.util.Objects.requireNonNull;

import meetpost.agent.link.Message;

/**
 * A message, and what follows when the broker has it, or will never have it.
 *
 * @param acked runs on the thread of the queue, never if the session ends first
 * @param lost runs instead where the session ends first; on any thread
 */
public record OutgoingMessage(Message message, Runnable acked, Runnable lost) {

    public OutgoingMessage {
        requireNonNull(message, "message");
        requireNonNull(acked, "acked");
        requireNonNull(lost, "lost");
    }

    /** One that nobody misses. */
    public OutgoingMessage(Message message, Runnable acked) {
        this(message, acked, () -> {});
    }

    /** One after which nothing follows. */
    public static OutgoingMessage of(Message message) {
        return new OutgoingMessage(message, () -> {});
    }
}

package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import meetpost.agent.link.Message;

/**
 * A message, and what follows when the broker has it, or will never have it.
 *
 * @param acked runs on the publish loop's thread, never if the session ends first
 * @param lost runs instead where the session ends first; on any thread
 */
record OutgoingMessage(Message message, Runnable acked, Runnable lost) {

    OutgoingMessage {
        requireNonNull(message, "message");
        requireNonNull(acked, "acked");
        requireNonNull(lost, "lost");
    }

    /** One that nobody misses. */
    OutgoingMessage(Message message, Runnable acked) {
        this(message, acked, () -> {});
    }

    /** One after which nothing follows. */
    static OutgoingMessage of(Message message) {
        return new OutgoingMessage(message, () -> {});
    }
}

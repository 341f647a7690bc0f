package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;

/**
 * A message, and what follows when the broker has it.
 *
 * @param acked runs on the courier's thread, never if the session ends first
 */
record Letter(Message message, Runnable acked) {

    Letter {
        requireNonNull(message, "message");
        requireNonNull(acked, "acked");
    }

    /** One after which nothing follows. */
    static Letter of(Message message) {
        return new Letter(message, () -> {});
    }
}

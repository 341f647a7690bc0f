package meetpost.broker;

/**
 * Hears what happens to clients: one text for each event, fit for one line of a log. Holds no
 * payload and no password. Called on the broker's own thread, so it must not block.
 */
@FunctionalInterface
public interface BrokerEvents {

    /** Hears nothing. */
    BrokerEvents NONE = text -> {};

    void event(String text);
}

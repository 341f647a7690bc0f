package meetpost.broker.settings;

/**
 * Hears what happens to clients: one text for each event, fit for one line of a log. Holds no
 * payload and no password. Called on the broker's own thread, so it must not block.
 */
@FunctionalInterface
public interface BrokerEvents {

    /** Hears nothing. */
    BrokerEvents NONE = text -> {};

    void event(String text);

    /**
     * The same, for those who want to know which events are of one kind: the text without its
     * values, such as {@code client %s disconnected}. There are few of these, and nobody outside
     * can make up others.
     */
    default void event(String kind, String text) {
        event(text);
    }
}

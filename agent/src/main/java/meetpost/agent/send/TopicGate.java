package meetpost.agent.send;

import meetpost.agent.link.Message;

/** Where messages may go. For the thread of the {@link SendQueue}. */
public interface TopicGate {

    /** Everywhere. */
    TopicGate OPEN = topic -> true;

    /** Whether we publish there now; what may not be published is as good as acknowledged. */
    boolean isOpen(String topic);

    /** That message is about to be handed to the broker. */
    default void sent(Message message) {}

    /** It was not. */
    default void unsent(Message message) {}
}

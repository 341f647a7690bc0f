package meetpost.broker.routing;

import java.util.Map;
import meetpost.broker.access.Permissions;
import meetpost.broker.budget.Holding;
import meetpost.broker.message.Message;
import meetpost.broker.packet.Frames;

/** Who has subscriptions and gets messages: a session, as routing sees it. */
public interface Subscriber {

    String clientId();

    /** Whether it outlives its connection. */
    boolean persistent();

    /** What its client may do. */
    Permissions permissions();

    /** What its client may do from now on. */
    void permissions(Permissions granted);

    /** What it makes the broker hold. */
    Holding holding();

    /** By filter, as the client wrote it. */
    Map<String, Subscription> subscriptions();

    boolean connected();

    /** Whether its client takes a message of this QoS at once, with none before it that waits. */
    boolean takes(int qos);

    /** Takes room for what its client is sent until it has read it; false if there is none. */
    boolean reserves(Message message);

    /** Whether a message may wait for it. */
    boolean hasRoom(Message message);

    /** Sends a message, or queues it, or loses it where the queue is full. */
    void deliver(Message message, int qos, boolean retain, Route.Stop stop, Frames frames);
}

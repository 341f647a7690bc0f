package meetpost.broker.session;

import meetpost.broker.access.Permissions;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.packet.Frame;

/** The way to a connected client, as its session sees it. */
public interface ClientLink {

    boolean mqtt5();

    /** How many messages of QoS 1 and 2 may be in flight to this client. */
    int receiveMaximum();

    /** The largest packet that this client takes, in bytes. */
    long maximumPacketSize();

    /** Whether the client reads as fast as it is sent to: nothing may be sent while it does not. */
    boolean takes();

    /** When a whole packet last came, by {@link System#nanoTime}. */
    long lastReceived();

    /** Takes room for so many bytes until the client has read them; if there is none, later. */
    boolean reserves(long bytes);

    /** Sends a PUBLISH of QoS 0. */
    void send(Frame frame);

    /** Sends a PUBLISH of QoS 1 or 2. */
    void send(Frame frame, int packetId, boolean again);

    /** Sends PUBREL. */
    void release(int packetId);

    /** What its user may do, by the rules of now. */
    Permissions permissions();

    /** Whose the session is that it has. */
    SessionOwner owner();

    /** Where the client is: address and port. */
    String address();

    /** From now on nothing gets through in either direction, and nobody is told. */
    void cut();

    /** Ends the connection: the reason for an MQTT 5 client, the text for the log. */
    void end(int reason, String text);
}

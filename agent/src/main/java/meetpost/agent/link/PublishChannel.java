package meetpost.agent.link;

import java.io.IOException;
import java.util.Collection;

/** The way to the broker, for as long as one session stands. */
public interface PublishChannel {

    /**
     * Hands a message to the broker. Any thread; does not block.
     *
     * @param acked runs when the broker has it (QoS 0: when it was written), never if the session
     *     ends first; on the library's thread, so it must only put something into a queue
     * @throws IllegalArgumentException if the topic is none
     * @return false if that is not possible now: the session has ended, or too much is on its way
     */
    boolean publish(Message message, Runnable acked);

    /**
     * Asks for everything that matches one of {@code filters}, which brings the stored copies, also
     * where it was asked for before. Any thread; does not block.
     *
     * @param qos 0 or 1
     * @throws IOException if the session has ended
     */
    void subscribe(Collection<String> filters, int qos) throws IOException;

    /**
     * Whether the broker treats us as a bridge: it gives nothing back that came from us, and
     * messages keep their retain flag. Mosquitto's own way of asking, which MQTT 3.1.1 does not
     * know: the highest bit of the protocol level.
     */
    boolean isBridge();
}

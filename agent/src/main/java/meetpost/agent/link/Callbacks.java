package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;
import meetpost.agent.log.Defects;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.tinylog.Logger;

/** What Paho calls on its own threads, of one session. */
final class Callbacks implements MqttCallback {

    private final byte[] mark;
    private final MessageListener listener;
    private final Consumer<Throwable> lost;
    private final Acknowledger acknowledger;

    /** What came and is not acknowledged yet: as many as the broker's window has places. */
    private final Queue<Unacknowledged> held = new ArrayDeque<>();

    private final Defects defects = new Defects();

    private record Unacknowledged(int id, int qos) {}

    /** Tells the broker that a message was taken. */
    interface Acknowledger {

        /**
         * @param id of the packet
         * @param qos at which it came
         */
        void acknowledge(int id, int qos) throws MqttException;
    }

    /**
     * @param mark stands for a payload that was too large
     * @param lost is given why the session ended; must not block
     */
    Callbacks(
            byte[] mark,
            MessageListener listener,
            Consumer<Throwable> lost,
            Acknowledger acknowledger) {
        this.mark = mark.clone();
        this.listener = requireNonNull(listener, "listener");
        this.lost = requireNonNull(lost, "lost");
        this.acknowledger = requireNonNull(acknowledger, "acknowledger");
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        try {
            if (Arrays.equals(message.getPayload(), mark)) {
                listener.tooLarge(topic, message.getQos(), message.isRetained());
            } else {
                listener.message(
                        topic, message.getPayload(), message.getQos(), message.isRetained());
            }
        } catch (RuntimeException | Error e) {
            // Paho would close the connection, and the broker deliver the message for ever.
            defects.cost(e, "a message on " + topic);
        }
        if (message.getQos() > 0) {
            synchronized (held) {
                held.add(new Unacknowledged(message.getId(), message.getQos()));
            }
            acknowledge();
        }
    }

    /** Acknowledges what came, unless its listener is behind. Any thread. */
    void acknowledge() {
        synchronized (held) {
            while (!held.isEmpty() && !listener.isBehind()) {
                Unacknowledged next = held.remove();
                try {
                    acknowledger.acknowledge(next.id(), next.qos());
                } catch (MqttException e) {
                    Logger.debug("not acknowledged: {}", e.getMessage());
                }
            }
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        lost.accept(cause);
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // Each publish has its own listener.
    }
}

package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.Consumer;
import meetpost.agent.log.Defects;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;

/** What Paho calls on its own threads, of one session. */
final class Callbacks implements MqttCallback {

    private final byte[] mark;
    private final MessageListener listener;
    private final Consumer<Throwable> lost;
    private final Defects defects = new Defects();

    /**
     * @param mark stands for a payload that was too large
     * @param lost is given why the session ended; must not block
     */
    Callbacks(byte[] mark, MessageListener listener, Consumer<Throwable> lost) {
        this.mark = mark.clone();
        this.listener = requireNonNull(listener, "listener");
        this.lost = requireNonNull(lost, "lost");
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

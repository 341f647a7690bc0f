package meetpost.agent.mqtt;

import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.tinylog.Logger;

/**
 * Reads the answer to a SUBSCRIBE: a broker may grant some of the subscriptions and refuse others
 * (MQTT 3.1.1 section 3.9.3).
 *
 * @param filters in the order of the SUBSCRIBE
 */
record Subscribed(List<String> filters) implements IMqttActionListener {

    private static final int FAILURE = 0x80;

    Subscribed {
        filters = List.copyOf(filters);
    }

    @Override
    public void onSuccess(IMqttToken token) {
        int[] granted = token.getGrantedQos();
        for (int i = 0; i < Math.min(granted.length, filters.size()); i++) {
            if (granted[i] == FAILURE) {
                Logger.warn(
                        "the broker refuses the subscription to {}: its ACL must let us read it",
                        filters.get(i));
            }
        }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
        Logger.debug("not subscribed: {}", cause.getMessage());
    }
}

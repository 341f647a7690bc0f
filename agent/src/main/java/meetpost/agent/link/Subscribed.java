package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.tinylog.Logger;

/**
 * Reads the answer to a SUBSCRIBE: a broker may grant some of the subscriptions and refuse others
 * (MQTT 3.1.1 section 3.9.3).
 *
 * @param filters in the order of the SUBSCRIBE
 * @param told is told which of them are refused; must not block
 */
record Subscribed(List<String> filters, Consumer<List<String>> told)
        implements IMqttActionListener {

    private static final int FAILURE = 0x80;

    Subscribed {
        filters = List.copyOf(filters);
        requireNonNull(told, "told");
    }

    @Override
    public void onSuccess(IMqttToken token) {
        List<String> refused = new ArrayList<>();
        int[] granted = token.getGrantedQos();
        for (int i = 0; i < Math.min(granted.length, filters.size()); i++) {
            if (granted[i] == FAILURE) {
                Logger.warn(
                        "the broker refuses the subscription to {}: its ACL must let us read it",
                        filters.get(i));
                refused.add(filters.get(i));
            }
        }
        told.accept(refused);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
        Logger.debug("not subscribed: {}", cause.getMessage());
    }
}

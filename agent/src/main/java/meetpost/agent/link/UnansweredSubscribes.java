package meetpost.agent.link;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;

/** The SUBSCRIBEs of a session that the broker has not answered. Any thread. */
final class UnansweredSubscribes {

    private static final Object NO_CONTEXT = new Object();

    private final Queue<List<String>> waiting = new ConcurrentLinkedQueue<>();

    /**
     * Sends one. Does not block.
     *
     * @param told as {@link Subscribed} tells it
     */
    void send(MqttAsyncClient client, List<String> filters, int level, Consumer<List<String>> told)
            throws MqttException {
        int[] qos = new int[filters.size()];
        Arrays.fill(qos, level);
        waiting.add(filters);
        var answer =
                new Subscribed(
                        filters,
                        refused -> {
                            waiting.remove(filters);
                            told.accept(refused);
                        });
        client.subscribe(filters.toArray(String[]::new), qos, NO_CONTEXT, answer);
    }

    /** Also after the end of the session. */
    Optional<Unanswered> oldest() {
        return Optional.ofNullable(waiting.peek()).map(Unanswered::subscribe);
    }
}

package meetpost.agent.board;

import java.util.ArrayList;
import java.util.List;
import meetpost.agent.publish.Publisher;

/** Keeps what was published, in order: {@code topic payload}. */
public final class Published implements Publisher {

    private final List<String> all = new ArrayList<>();
    private boolean sessionless;

    @Override
    public synchronized void state(String topic, String payload, int qos) {
        all.add(topic + " " + payload);
    }

    @Override
    public synchronized void event(String topic, String payload) {
        all.add(topic + " " + payload);
    }

    @Override
    public synchronized void answer(String topic, String payload, Runnable lost) {
        if (sessionless) {
            lost.run();
        } else {
            all.add(topic + " " + payload);
        }
    }

    /** From now on answers reach nobody, or do again. */
    public synchronized void sessionless(boolean now) {
        sessionless = now;
    }

    public synchronized List<String> all() {
        return List.copyOf(all);
    }

    /** Payloads of one topic. */
    public synchronized List<String> on(String topic) {
        return all.stream()
                .filter(one -> one.startsWith(topic + " "))
                .map(one -> one.substring(topic.length() + 1))
                .toList();
    }

    public synchronized void clear() {
        all.clear();
    }
}

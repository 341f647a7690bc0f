package meetpost.broker.metrics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What happens in a minute, as means over the last 1, 5 and 15 minutes in which what is older
 * counts exponentially less, like the load of a Unix system. Confined to the event loop.
 */
public final class LoadAverages {

    private static final int[] MINUTES = {1, 5, 15};

    private final Map<String, double[]> means = new LinkedHashMap<>();
    private Map<String, Long> before = Map.of();
    private long last;

    /**
     * @param now by {@link System#nanoTime}
     */
    public LoadAverages(long now) {
        last = now;
    }

    /** Takes in what has happened since the last time. */
    public void update(Counters counters, long now) {
        double minutes = (now - last) / 60e9;
        if (minutes <= 0) {
            return;
        }
        last = now;
        Map<String, Long> counts = counts(counters);
        counts.forEach(
                (name, count) -> {
                    double rate = (count - before.getOrDefault(name, 0L)) / minutes;
                    double[] mean = means.computeIfAbsent(name, key -> new double[MINUTES.length]);
                    for (int i = 0; i < MINUTES.length; i++) {
                        mean[i] = rate + Math.exp(-minutes / MINUTES[i]) * (mean[i] - rate);
                    }
                });
        before = counts;
    }

    /** Gives {@code messages/received/1min} and its value, and so on. */
    public void each(BiConsumer<String, String> to) {
        means.forEach(
                (name, mean) -> {
                    for (int i = 0; i < MINUTES.length; i++) {
                        to.accept(
                                name + "/" + MINUTES[i] + "min",
                                String.format(Locale.ROOT, "%.2f", mean[i]));
                    }
                });
    }

    private static Map<String, Long> counts(Counters c) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("messages/received", c.messagesReceived);
        counts.put("messages/sent", c.messagesSent);
        counts.put("publish/dropped", c.dropped);
        counts.put("publish/received", c.publishReceived);
        counts.put("publish/sent", c.publishSent);
        counts.put("bytes/received", c.bytesReceived);
        counts.put("bytes/sent", c.bytesSent);
        counts.put("sockets", c.connectionsTotal);
        counts.put("connections", c.connects);
        return counts;
    }
}

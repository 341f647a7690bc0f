package meetpost.agent.clean;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import meetpost.agent.announce.Place;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Pause;
import org.tinylog.Logger;

/**
 * Asks a broker what it has retained, and boards whether they live, as boards ask each other:
 * {@code apparaten/<asker>/ask/<board hash>}. Listens on the link's threads; the rest is for one
 * other.
 */
public final class Survey implements LinkListener {

    /** A broker with more is no board's neighbourhood. */
    private static final int MOST_TOPICS = 200_000;

    private static final int LARGEST = 65_536;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Limits ANSWERS = new Limits(512, 1, 8);

    private final Place place;
    private final String hash;
    private final Map<String, byte[]> retained = new HashMap<>();
    private final Set<String> nonces = new HashSet<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile Optional<PublishChannel> way = Optional.empty();
    private volatile Optional<LinkProblem> problem = Optional.empty();

    /**
     * @param place of the settings by which the broker lets us in
     * @param hash eight hexadecimal digits that no board has
     */
    public Survey(Place place, String hash) {
        this.place = requireNonNull(place, "place");
        this.hash = requireNonNull(hash, "hash");
    }

    /** What must be subscribed to, so that boards can answer. */
    List<String> filters() {
        return List.of(answers("+"));
    }

    private String answers(String device) {
        return devices() + device + "/answer/" + hash;
    }

    private String devices() {
        return place.prefix() + place.trees().devices() + "/";
    }

    /** Whether there was a session within {@code max}; blocks until then. */
    boolean isConnected(Duration max) throws InterruptedException {
        return first.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Why there is none, in words; empty: nobody knows. */
    String problem() {
        return problem.map(LinkProblem::sentence).orElse("");
    }

    /**
     * Blocks until all that was retained has come: until our own message comes back behind it, or
     * for {@code max}.
     */
    Map<String, byte[]> retained(Duration max) throws InterruptedException {
        String mark = "%s-mark".formatted(hash);
        publish(answers(place.device()), json(Map.of("session", hash + "-0", "nonce", mark)));
        await(max, () -> has(mark));
        synchronized (this) {
            return Map.copyOf(retained);
        }
    }

    /**
     * Asks boards; gives those that have answered within {@code max}, at once when all have. Blocks
     * until then.
     */
    List<Board> answering(List<Board> boards, Duration max) throws InterruptedException {
        for (Board each : boards) {
            publish(
                    devices() + place.device() + "/ask/" + each.hash().orElse(""),
                    json(
                            Map.of(
                                    "session",
                                    hash + "-0",
                                    "to",
                                    each.device(),
                                    "nonce",
                                    nonce(each))));
        }
        await(max, () -> boards.stream().allMatch(each -> has(nonce(each))));
        return boards.stream().filter(each -> has(nonce(each))).toList();
    }

    private String nonce(Board board) {
        return hash + board.hash().orElse("");
    }

    /** Takes these away; gives how many of them the broker has acknowledged. Blocks until then. */
    int clear(List<String> topics, Duration max) throws InterruptedException {
        Set<String> open = new HashSet<>(topics);
        List<String> waiting = new ArrayList<>(topics);
        await(
                max,
                () -> {
                    // It takes some at a time.
                    waiting.removeIf(
                            topic ->
                                    publish(
                                            Message.retained(topic, "", 1),
                                            () -> {
                                                synchronized (open) {
                                                    open.remove(topic);
                                                }
                                            }));
                    synchronized (open) {
                        return waiting.isEmpty() && open.isEmpty();
                    }
                });
        synchronized (open) {
            return topics.size() - open.size();
        }
    }

    private void publish(String topic, String payload) {
        publish(Message.passing(topic, payload), () -> {});
    }

    private boolean publish(Message message, Runnable acked) {
        return way.map(channel -> channel.publish(message, acked)).orElse(false);
    }

    private synchronized boolean has(String nonce) {
        return nonces.contains(nonce);
    }

    private static void await(Duration max, BooleanSupplier holds) throws InterruptedException {
        long end = Ticks.REAL.now() + max.toNanos();
        while (!holds.getAsBoolean() && Ticks.REAL.now() - end < 0) {
            Pause.REAL.of(LOOK);
        }
    }

    private static String json(Map<String, String> values) {
        return JsonWriter.string(values);
    }

    @Override
    public void up(PublishChannel uplink) {
        way = Optional.of(uplink);
        first.countDown();
    }

    @Override
    public void down() {
        way = Optional.empty();
    }

    @Override
    public void problem(LinkProblem why) {
        problem = Optional.of(why);
    }

    @Override
    public synchronized void message(String topic, byte[] payload, int qos, boolean isRetained) {
        if (topic.startsWith(devices()) && topic.endsWith("/answer/" + hash)) {
            answered(payload);
        } else if (payload.length == 0) {
            retained.remove(topic);
        } else if ((isRetained || retained.containsKey(topic))
                && payload.length <= LARGEST
                && retained.size() < MOST_TOPICS) {
            retained.put(topic, payload);
        }
    }

    private void answered(byte[] payload) {
        try {
            nonces.add(BoundedJson.object(payload, ANSWERS).getString("nonce", ""));
        } catch (JsonRefusedException e) {
            // Anybody may write there.
            Logger.debug("no answer: {}", e.getMessage());
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean isRetained) {}

    @Override
    public boolean isBehind() {
        return false;
    }
}

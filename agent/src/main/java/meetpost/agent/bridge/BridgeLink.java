package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.link.GuardedTopics;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.Message;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.publish.Payload;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.topic.BridgeTopics;
import org.tinylog.Logger;

/**
 * One end of an upstream bridge: its link to the broker there, one direction that begins at it and
 * one that ends. Any thread; only {@link #stop} blocks.
 */
final class BridgeLink implements LinkListener {

    private final MqttLink link;
    private final Says says;
    private final BridgeEndpoint endpoint;
    private final BridgeDirection from;
    private final BridgeDirection to;
    private volatile Optional<PublishChannel> uplink = Optional.empty();
    private final Queue<String> leftovers = new ConcurrentLinkedQueue<>();
    private volatile Optional<FormerBridges> former = Optional.empty();
    private volatile Runnable whenBack = () -> {};
    private volatile boolean wasThere;

    /**
     * What a bridge says of itself at one end, retained.
     *
     * @param hello once there is a session
     * @param goodbye when it ends; the first one is the will
     * @param filters what it takes from there
     */
    record Says(List<Message> hello, List<Message> goodbye, List<String> filters) {

        Says {
            hello = List.copyOf(hello);
            goodbye = List.copyOf(goodbye);
            filters = List.copyOf(filters);
        }

        /** Which direction takes what. */
        static Says reads(String topic, String direction, List<String> filters) {
            if (filters.isEmpty()) {
                return new Says(List.of(), List.of(), filters);
            }
            String payload =
                    JsonWriter.string()
                            .object()
                            .value("lane", direction)
                            .array("filters", filters)
                            .end()
                            .done();
            return new Says(
                    List.of(Message.retained(topic, payload, 1)),
                    List.of(Message.retained(topic, "", 1)),
                    filters);
        }

        /** That it is there, and which direction takes what. */
        static Says isThere(String status, String topic, String direction, List<String> filters) {
            Says reads = reads(topic, direction, filters);
            List<Message> hello = new ArrayList<>();
            hello.add(Message.retained(status, Payload.ONLINE, 1));
            hello.addAll(reads.hello());
            List<Message> goodbye = new ArrayList<>();
            goodbye.add(Message.retained(status, Payload.OFFLINE, 1));
            goodbye.addAll(reads.goodbye());
            return new Says(hello, goodbye, filters);
        }

        private List<String> subscriptions() {
            List<String> all = new ArrayList<>(filters);
            all.add(0, BridgeTopics.FILTER);
            return all;
        }
    }

    /**
     * @param from begins here
     * @param to ends here
     */
    BridgeLink(
            MqttSettings broker,
            String clientId,
            Says says,
            BridgeEndpoint endpoint,
            BridgeDirection from,
            BridgeDirection to,
            UpstreamBridge.Surroundings here) {
        this.says = requireNonNull(says, "says");
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.from = requireNonNull(from, "from");
        this.to = requireNonNull(to, "to");
        link =
                new MqttLink(
                        new LinkOptions(
                                broker,
                                clientId,
                                says.goodbye().stream().findFirst(),
                                says.subscriptions(),
                                1,
                                GuardedTopics.of(says.filters()),
                                true),
                        here.ticks(),
                        here.random());
    }

    /** Runs when a session follows another one: its broker may have lost what it had. */
    void whenBack(Runnable task) {
        whenBack = requireNonNull(task, "task");
    }

    /** At this end, what former bridges left is withdrawn. */
    void clear(FormerBridges bridges) {
        former = Optional.of(bridges);
    }

    void start() {
        link.start(this);
    }

    /** Asks for the stored copies of what it takes from here once more. */
    void askAgain() {
        try {
            if (uplink.isPresent() && !says.filters().isEmpty()) {
                uplink.get().subscribe(says.filters(), 1);
            }
        } catch (IOException e) {
            // The next session asks anyway.
            Logger.debug("not asked again: {}", e.getMessage());
        }
    }

    /**
     * Says goodbye and ends. Where the broker does not acknowledge that, the connection is cut
     * instead, so that it publishes the will. Blocks for {@code max} at most.
     */
    void stop(Duration max) throws InterruptedException {
        var known = new CountDownLatch(says.goodbye().size());
        uplink.ifPresent(
                way -> says.goodbye().forEach(last -> way.publish(last, known::countDown)));
        long half = max.dividedBy(2).toNanos();
        if (uplink.isEmpty() || known.await(half, TimeUnit.NANOSECONDS)) {
            link.leave(max.dividedBy(2));
        } else {
            link.cut(max.dividedBy(2));
        }
    }

    boolean connected() {
        return link.connected();
    }

    Optional<String> problem() {
        return link.problem().or(() -> link.marksLost().stream().findFirst());
    }

    long reconnects() {
        return link.reconnects();
    }

    long turned() {
        return link.turned();
    }

    @Override
    public void up(PublishChannel way) {
        uplink = Optional.of(way);
        says.hello().forEach(message -> way.publish(message, () -> {}));
        withdraw();
        to.up(way);
        if (wasThere) {
            whenBack.run();
        }
        wasThere = true;
    }

    private void withdraw() {
        Optional<PublishChannel> way = uplink;
        while (way.isPresent() && !leftovers.isEmpty()) {
            Optional.ofNullable(leftovers.poll())
                    .ifPresent(
                            topic -> way.get().publish(Message.retained(topic, "", 1), () -> {}));
        }
    }

    @Override
    public void down() {
        uplink = Optional.empty();
        endpoint.left();
        to.down();
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        if (BridgeTopics.areThese(topic)) {
            endpoint.heard(topic, payload);
            if (retained) {
                former.ifPresent(bridges -> leftovers.addAll(bridges.leftBy(topic, payload)));
                withdraw();
            }
        } else {
            from.arrived(topic, payload, retained);
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        from.tooLarge(topic);
    }

    @Override
    public boolean isBehind() {
        return false;
    }
}

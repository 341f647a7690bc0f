package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import meetpost.agent.bridge.Refusals.Reason;
import meetpost.agent.bridge.UplinkReader.Uplink;
import meetpost.agent.command.Downlinks;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.log.Defects;
import meetpost.agent.settings.BridgeSettings.Lorawan;
import meetpost.agent.settings.BridgeSettings.Network;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.LorawanTopics;
import meetpost.agent.topic.LorawanTopics.Event;
import meetpost.agent.worker.Worker;

/**
 * An application of a LoRaWAN network: what its devices send appears among our sensors, and
 * commands for some outputs become downlinks. QoS 0, nothing retained and no will there: The Things
 * Stack's server has none of them ("MQTT Server" in its documentation).
 *
 * <p>A thread of its own reads what came, and answers commands. The link's thread only leaves
 * things here.
 */
final class LorawanBridge implements Bridge {

    private static final int MOST_WAITING = 100;

    /** An antenna that heard it takes some 1600 bytes of an uplink. */
    private static final int LARGEST_UPLINK = 262_144;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Lorawan settings;
    private final LorawanTopics topics;
    private final UplinkFormat format;
    private final Fields fields;
    private final Downlinks downlinks;
    private final Refusals refusals;
    private final MqttLink link;
    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong uplinks = new AtomicLong();
    private final Defects defects = new Defects();
    private final Worker worker;

    LorawanBridge(
            Lorawan settings,
            String clientId,
            Fields fields,
            Downlinks downlinks,
            Refusals refusals,
            Ticks ticks,
            RandomGenerator random) {
        this.settings = requireNonNull(settings, "settings");
        this.fields = requireNonNull(fields, "fields");
        this.downlinks = requireNonNull(downlinks, "downlinks");
        this.refusals = requireNonNull(refusals, "refusals");
        topics = LorawanTopics.of(settings);
        format =
                settings.network() == Network.CHIRPSTACK
                        ? UplinkFormat.CHIRPSTACK
                        : UplinkFormat.THE_THINGS_STACK;
        worker = new Worker("bridge-" + settings.name(), ticks, this::turn);
        link =
                new MqttLink(
                        new LinkOptions(
                                settings.far(),
                                clientId + "-" + settings.name(),
                                Optional.empty(),
                                subscriptions(),
                                0,
                                List.of(),
                                false,
                                LARGEST_UPLINK),
                        ticks,
                        random);
    }

    private List<String> subscriptions() {
        List<String> all = new ArrayList<>();
        if (settings.uplinks()) {
            all.add(topics.uplinks());
        }
        if (!settings.downlinks().isEmpty()) {
            all.addAll(topics.events());
        }
        return all;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void start() {
        worker.start();
        link.start(new Ears());
    }

    @Override
    public void refuse() {
        downlinks.refuse();
    }

    boolean hasNoDownlinks() {
        return settings.downlinks().isEmpty();
    }

    /** A command came for one of its outputs; says whether it did. Any thread. */
    boolean command(String topic, Optional<byte[]> payload, int qos, boolean retained) {
        if (!downlinks.isTheirs(topic)) {
            return false;
        }
        downlinks.put(topic, payload, qos, retained);
        // If there is no room for it, the thread is awake.
        tasks.offer(() -> {});
        return true;
    }

    /** Whether more commands should not come yet. Any thread. */
    boolean isBehind() {
        return downlinks.isBehind();
    }

    /** Nothing waits. */
    @Override
    public void settle(Duration max) {}

    @Override
    public void stop(Duration max) throws InterruptedException {
        worker.end();
        tasks.offer(() -> {});
        worker.join(max.dividedBy(2));
        link.leave(max.dividedBy(2));
    }

    @Override
    public boolean connected() {
        return link.connected();
    }

    @Override
    public Optional<String> problem() {
        return link.problem().map(text -> "bridge " + name() + ": " + text);
    }

    @Override
    public long reconnects() {
        return link.reconnects();
    }

    @Override
    public long turned() {
        long linkTurned = link.turned();
        long ownTurned = worker.turned();
        return linkTurned - ownTurned < 0 ? linkTurned : ownTurned;
    }

    @Override
    public Map<String, Long> carried() {
        return Map.of("in", uplinks.get(), "out", downlinks.accepted());
    }

    /** Nothing does: a downlink that is late is none. */
    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public Map<String, Long> refused() {
        Map<String, Long> counts = new TreeMap<>(refusals.counts());
        counts.merge(Reason.COMMAND.text(), downlinks.refused(), Long::sum);
        return counts;
    }

    @Override
    public long writtenBytes() {
        return 0;
    }

    private void turn() throws InterruptedException {
        Runnable task = tasks.poll(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        if (task != null) {
            runSafely(task);
        }
        handleCommands();
    }

    private void handleCommands() throws InterruptedException {
        try {
            downlinks.handle();
        } catch (RuntimeException | Error e) {
            defects.cost(e, "bridge " + name());
        }
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            defects.cost(e, "bridge " + name());
        }
    }

    private void uplink(String device, Uplink uplink) {
        if (fields.publish(device, uplink)) {
            uplinks.incrementAndGet();
        }
    }

    private final class Ears implements LinkListener {

        @Override
        public void up(PublishChannel uplink) {
            downlinks.up(uplink);
        }

        @Override
        public void down() {
            downlinks.down();
        }

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            Optional<Event> event = topics.event(topic);
            if (event.isEmpty() || retained) {
                refusals.give(
                        Reason.MALFORMED, topic, "no uplink, or a stored one, is on " + topic);
            } else if (event.get().isUplink()) {
                // What waits is small, however much the network says of its gateways.
                String device = event.get().device();
                fields.read(format, device, payload).ifPresent(uplink -> take(device, uplink));
            } else if (!tasks.offer(() -> downlinks.report(event.get().kind(), payload))) {
                refusals.give(
                        Reason.MALFORMED,
                        topic,
                        "reports of downlinks come faster than they can be read: " + topic);
            }
        }

        private void take(String device, Uplink uplink) {
            if (!tasks.offer(() -> uplink(device, uplink))) {
                refusals.give(
                        Reason.MALFORMED,
                        device,
                        "uplinks come faster than they can be published: " + device);
            }
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {
            refusals.give(Reason.TOO_LARGE, topic, "more than 256 KB came on " + topic);
        }

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}

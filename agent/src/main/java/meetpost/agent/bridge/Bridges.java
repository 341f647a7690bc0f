package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Downlinks;
import meetpost.agent.link.MessageListener;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.settings.BridgeSettings.Lorawan;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.LorawanTopics;
import meetpost.agent.topic.Topics;

/**
 * All bridges of an agent. All methods are for any thread; only {@link #settle} and {@link #stop}
 * block.
 */
public final class Bridges {

    /** A link's thread sleeps through the back-off and a call to a broker that says nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final List<Bridge> all = new ArrayList<>();
    private final List<LorawanBridge> lorawan = new ArrayList<>();
    private final Ticks ticks;

    /**
     * The agent that they are of.
     *
     * @param settings as they are now
     * @param clientId on its own link
     * @param publisher on its own link
     * @param announcer remembers what is announced there
     * @param standing which topics are its own among all boards on its broker
     * @param ticks real ones, also where the board is simulated: the network is not
     * @param clock stamps
     */
    public record Agent(
            Supplier<Settings> settings,
            String clientId,
            Publisher publisher,
            Announcer announcer,
            Topics topics,
            Supplier<Standing> standing,
            Ticks ticks,
            Clock clock,
            RandomGenerator random) {

        public Agent {
            requireNonNull(settings, "settings");
            requireNonNull(clientId, "clientId");
            requireNonNull(publisher, "publisher");
            requireNonNull(announcer, "announcer");
            requireNonNull(topics, "topics");
            requireNonNull(standing, "standing");
            requireNonNull(ticks, "ticks");
            requireNonNull(clock, "clock");
            requireNonNull(random, "random");
        }
    }

    /** Is told what is about to be retained for devices that no settings name. */
    @FunctionalInterface
    public interface Announcer {

        /**
         * Does not block.
         *
         * @param application that the device is of
         * @param device the root of all its topics
         */
        void announce(String application, String device, String topic);
    }

    /** Starts nothing. */
    public Bridges(Settings settings, Agent agent) {
        ticks = agent.ticks();
        var owners = new Fields.Owners();
        settings.bridges()
                .forEach(
                        bridge -> {
                            if (bridge instanceof Upstream upstream) {
                                all.add(upstream(upstream, settings, agent));
                            } else if (bridge instanceof Lorawan to) {
                                lorawan.add(lorawan(to, owners, agent));
                            }
                        });
        all.addAll(lorawan);
    }

    private static Bridge upstream(Upstream upstream, Settings settings, Agent agent) {
        Path directory = settings.state().resolve("bridges").resolve(upstream.name());
        return new UpstreamBridge(
                upstream,
                new UpstreamBridge.Surroundings(
                        settings.device().id(),
                        settings.bridges().stream()
                                .map(BridgeSettings::name)
                                .collect(Collectors.toUnmodifiableSet()),
                        agent.clientId(),
                        settings.mqtt(),
                        settings.outbox(),
                        directory,
                        agent.ticks(),
                        agent.clock(),
                        agent.random()));
    }

    private static LorawanBridge lorawan(Lorawan bridge, Fields.Owners owners, Agent agent) {
        var refusals = new Refusals(bridge.name(), agent.ticks());
        return new LorawanBridge(
                bridge,
                agent.clientId(),
                new Fields(
                        agent.publisher(),
                        (device, topic) ->
                                agent.announcer().announce(bridge.application(), device, topic),
                        agent.topics(),
                        () -> topics(agent.settings().get(), agent.topics()),
                        owners,
                        refusals),
                new Downlinks(
                        bridge.downlinks(),
                        agent.topics(),
                        LorawanTopics.of(bridge),
                        agent.publisher(),
                        agent.standing(),
                        agent.ticks(),
                        agent.clock()),
                refusals,
                agent.ticks(),
                agent.random());
    }

    private static List<String> topics(Settings settings, Topics topics) {
        List<String> all = new ArrayList<>();
        settings.sensors().forEach(each -> all.add(topics.of(each)));
        settings.inputs().forEach(each -> all.add(topics.state(each)));
        settings.actuators().forEach(each -> all.add(topics.state(each)));
        settings.rules().forEach(each -> all.add(topics.of(each).root()));
        settings.alarms().forEach(each -> all.add(topics.of(each)));
        return all;
    }

    /** Each begins to connect. */
    public void start() {
        all.forEach(Bridge::start);
    }

    /** Takes what is for a bridge, and passes on the rest. */
    public MessageListener before(MessageListener rest) {
        return lorawan.stream().allMatch(LorawanBridge::hasNoDownlinks) ? rest : new Ears(rest);
    }

    /** From now on commands are refused. */
    public void refuse() {
        all.forEach(Bridge::refuse);
    }

    /**
     * Blocks until the far ends have everything that goes there, or for {@code max}. What our
     * broker acknowledged a moment ago may still be on its way to a bridge: it waits a second for
     * that.
     */
    public void settle(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        if (!all.isEmpty()) {
            ticks.until(Math.min(end, ticks.now() + ON_ITS_WAY.toNanos()));
        }
        for (Bridge each : all) {
            each.settle(ticks.real(end));
        }
    }

    /** Stops all of them, one after the other. Blocks for {@code max} at most. */
    public void stop(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).stop(ticks.real(end).dividedBy(all.size() - i));
        }
    }

    /** What is wrong with them, in words. */
    public List<String> problems() {
        return all.stream()
                .map(each -> each.problem().or(() -> hanging(each)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Nothing else waits for a bridge: one that hangs is no reason to start the process anew. */
    private Optional<String> hanging(Bridge bridge) {
        Duration silence = Duration.ofNanos(ticks.now() - bridge.turned());
        return silence.compareTo(PATIENCE) <= 0
                ? Optional.empty()
                : Optional.of(
                        "bridge %s hangs: no sign of life for %s s, expected one within %s s"
                                .formatted(
                                        bridge.name(), silence.toSeconds(), PATIENCE.toSeconds()));
    }

    public List<Bridge> all() {
        return List.copyOf(all);
    }

    private final class Ears implements MessageListener {

        private final MessageListener rest;

        Ears(MessageListener rest) {
            this.rest = requireNonNull(rest, "rest");
        }

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            if (!isTaken(topic, Optional.of(payload), qos, retained)) {
                rest.message(topic, payload, qos, retained);
            }
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {
            if (!isTaken(topic, Optional.empty(), qos, retained)) {
                rest.tooLarge(topic, qos, retained);
            }
        }

        @Override
        public boolean isBehind() {
            return rest.isBehind() || lorawan.stream().anyMatch(LorawanBridge::isBehind);
        }

        private boolean isTaken(String topic, Optional<byte[]> payload, int qos, boolean retained) {
            return lorawan.stream()
                    .anyMatch(bridge -> bridge.command(topic, payload, qos, retained));
        }
    }
}

package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import meetpost.agent.outbox.ClockCorrection;
import meetpost.agent.outbox.DiskWriter;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.BridgeTopics;

/**
 * Forwards topics to a central broker, and back: two links, and a direction between them for each
 * direction. What goes there waits in memory and then on disk; what comes from there in memory
 * only. It has a connection of its own to our broker too: nothing of the agent waits for it.
 */
final class UpstreamBridge implements Bridge {

    private final Upstream settings;
    private final DiskWriter<BridgedMessage> outbox;
    private final DiskWriter<BridgedMessage> inbox;
    private final Refusals refusals;
    private final BridgeDirection out;
    private final BridgeDirection in;
    private final BridgeLink near;
    private final BridgeLink far;
    private final Ticks ticks;

    /**
     * What a bridge needs to know of its surroundings.
     *
     * @param device the board's id
     * @param bridges the names of all bridges of the settings
     * @param clientId of the agent on its own link
     * @param near where the agent's own link goes
     * @param outbox bounds of what waits
     * @param directory of the outbox
     * @param ticks real ones, also where the board is simulated
     * @param clock stamps
     */
    record Surroundings(
            String device,
            Set<String> bridges,
            String clientId,
            MqttSettings near,
            OutboxSettings outbox,
            Path directory,
            Ticks ticks,
            Clock clock,
            RandomGenerator random) {

        Surroundings {
            requireNonNull(device, "device");
            bridges = Set.copyOf(bridges);
            requireNonNull(clientId, "clientId");
            requireNonNull(near, "near");
            requireNonNull(outbox, "outbox");
            requireNonNull(directory, "directory");
            requireNonNull(ticks, "ticks");
            requireNonNull(clock, "clock");
            requireNonNull(random, "random");
        }
    }

    UpstreamBridge(Upstream settings, Surroundings here) {
        this.settings = requireNonNull(settings, "settings");
        this.ticks = here.ticks();
        String name = settings.name();
        String id = here.clientId() + "-" + name;
        var topics = new BridgeTopics(here.device());
        outbox = writer(here, here.outbox().diskBytes());
        inbox = writer(here, 0);
        refusals = new Refusals(name, ticks);

        var outward = new Crossings(settings.out());
        var inward = new Crossings(settings.in());
        var nearShore = new BridgeEndpoint(ticks);
        var farShore = new BridgeEndpoint(ticks);
        nearShore.isReadBy(id + "/out", new Filters(outward.filters()));
        farShore.isReadBy(id + "/in", new Filters(inward.filters()));
        out =
                new BridgeDirection(
                        "bridge-" + name + "-out",
                        new ForwardingRule(
                                new ForwardingRule.Crossroad(
                                        id,
                                        id + "/out",
                                        id + "/in",
                                        outward,
                                        topics.brings(name, "out"),
                                        nearShore,
                                        farShore),
                                refusals,
                                here.clock()),
                        outbox.outbox(),
                        ticks);
        in =
                new BridgeDirection(
                        "bridge-" + name + "-in",
                        new ForwardingRule(
                                new ForwardingRule.Crossroad(
                                        id,
                                        id + "/in",
                                        id + "/out",
                                        inward,
                                        topics.brings(name, "in"),
                                        farShore,
                                        nearShore),
                                refusals,
                                here.clock()),
                        inbox.outbox(),
                        ticks);
        near =
                new BridgeLink(
                        here.near(),
                        id + "-near",
                        BridgeLink.Says.reads(
                                topics.reads(name, "out"), id + "/out", outward.filters()),
                        nearShore,
                        out,
                        in,
                        here);
        far =
                new BridgeLink(
                        settings.far(),
                        id,
                        BridgeLink.Says.isThere(
                                topics.status(name),
                                topics.reads(name, "in"),
                                id + "/in",
                                inward.filters()),
                        farShore,
                        in,
                        out,
                        here);
        far.clear(new FormerBridges(topics, here.bridges()));
        far.whenBack(near::askAgain);
    }

    private DiskWriter<BridgedMessage> writer(Surroundings here, long diskBytes) {
        OutboxSettings bounds = here.outbox();
        return new DiskWriter<>(
                new BridgedMessageKind(name()),
                new OutboxSettings(
                        bounds.memory(),
                        diskBytes,
                        bounds.maxAge(),
                        bounds.flush(),
                        bounds.drainPerSecond()),
                here.directory(),
                ClockCorrection.of(here.clock(), ticks));
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public void start() {
        outbox.start();
        out.start();
        in.start();
        far.start();
        near.start();
    }

    /** Its commands are answered by those who execute them. */
    @Override
    public void refuse() {}

    @Override
    public void settle(Duration max) throws InterruptedException {
        out.settle(max);
    }

    @Override
    public void stop(Duration max) throws InterruptedException {
        long end = ticks.now() + max.toNanos();
        out.close(max.dividedBy(2));
        in.close(Duration.ofMillis(1));
        far.stop(ticks.real(end).dividedBy(2));
        near.stop(ticks.real(end).dividedBy(2));
        outbox.close(ticks.real(end));
    }

    @Override
    public boolean connected() {
        return far.connected();
    }

    @Override
    public Optional<String> problem() {
        return far.problem()
                .or(near::problem)
                .or(outbox::problem)
                .or(
                        () ->
                                leadsBack()
                                        ? Optional.of("it leads to the broker that it starts from")
                                        : Optional.empty())
                .map(text -> text.startsWith("bridge ") ? text : "bridge " + name() + ": " + text);
    }

    private boolean leadsBack() {
        return out.leadsBack() || in.leadsBack();
    }

    @Override
    public long reconnects() {
        return far.reconnects();
    }

    @Override
    public long turned() {
        long now = ticks.now();
        return now
                - LongStream.of(near.turned(), far.turned(), out.turned(), in.turned())
                        .map(turned -> now - turned)
                        .max()
                        .orElse(0);
    }

    @Override
    public Map<String, Long> carried() {
        return Map.of("out", out.carried(), "in", in.carried());
    }

    @Override
    public int waiting() {
        return outbox.outbox().size();
    }

    @Override
    public long dropped() {
        return outbox.outbox().dropped() + inbox.outbox().dropped();
    }

    @Override
    public Map<String, Long> refused() {
        return refusals.counts();
    }

    @Override
    public long writtenBytes() {
        return outbox.outbox().writtenBytes();
    }
}

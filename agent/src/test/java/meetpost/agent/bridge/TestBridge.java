package meetpost.agent.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import meetpost.agent.link.Eventually;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Upstream;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.OutboxSettings;
import meetpost.agent.time.Ticks;

/** An upstream bridge between two ports of this machine. */
final class TestBridge implements AutoCloseable {

    private final UpstreamBridge bridge;

    TestBridge(Path state, String device, int near, int far, List<String> out, List<String> in) {
        this(
                state,
                device,
                near,
                new Upstream("cloud", at(far), Crossing.unchanged(out), Crossing.unchanged(in)));
    }

    TestBridge(Path state, String device, int near, Upstream settings) {
        bridge =
                new UpstreamBridge(
                        settings,
                        new UpstreamBridge.Surroundings(
                                device,
                                Set.of(settings.name()),
                                "meetpost-" + device + "-3f2a9c01",
                                at(near),
                                new OutboxSettings(
                                        2000,
                                        1 << 20,
                                        Duration.ofDays(7),
                                        Duration.ofSeconds(60),
                                        500),
                                state.resolve(device),
                                Ticks.REAL,
                                Clock.systemUTC(),
                                new Random(device.hashCode())));
        bridge.start();
    }

    static MqttSettings at(int port) {
        return MqttSettings.of(
                List.of(URI.create("mqtt://127.0.0.1:" + port)),
                Optional.empty(),
                Optional.empty());
    }

    UpstreamBridge bridge() {
        return bridge;
    }

    /** Blocks until it is at both ends. */
    TestBridge ready() throws InterruptedException {
        Eventually.within(15, "both ends", () -> bridge.problem().isEmpty());
        return this;
    }

    @Override
    public void close() {
        try {
            bridge.stop(Duration.ofSeconds(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.link.TestBroker;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;

/** Two hundred boards whose broker restarts. */
class ReconnectStormTest {

    private static final int BOARDS = 200;

    @Test
    void doNotComeBackInTheSameSecond() throws Exception {
        Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
        List<MqttLink> links = new ArrayList<>();
        try (var broker = new TestBroker.Ours()) {
            for (int board = 0; board < BOARDS; board++) {
                links.add(link(broker.port(), board, arrivals));
            }
            Eventually.within(90, "all are connected", () -> arrivals.size() == BOARDS);
            long connected = System.nanoTime();
            Eventually.within(
                    20,
                    "sessions that count as stable",
                    () -> System.nanoTime() - connected > Duration.ofSeconds(10).toNanos());
            arrivals.clear();

            broker.stop();
            broker.restart();
            Eventually.within(90, "all are back", () -> arrivals.size() == BOARDS);

            int most = mostInOneSecond(new ArrayList<>(arrivals));
            assertTrue(most <= 120, most + " of 200 within one second");
        } finally {
            for (MqttLink each : links) {
                each.cut(Duration.ofMillis(1));
            }
        }
    }

    private static MqttLink link(int port, int board, Queue<Long> arrivals) {
        var options =
                new LinkOptions(
                        TestAgent.settings(Duration.ofSeconds(60), port).mqtt(),
                        "meetpost-" + board,
                        Optional.empty(),
                        List.of());
        var link = new MqttLink(options, Ticks.REAL, new SplittableRandom(board));
        link.start(
                new LinkListener() {

                    @Override
                    public void up(PublishChannel uplink) {
                        arrivals.add(System.nanoTime());
                    }

                    @Override
                    public void down() {}

                    @Override
                    public void message(String topic, byte[] payload, int qos, boolean retained) {}

                    @Override
                    public void tooLarge(String topic, int qos, boolean retained) {}

                    @Override
                    public boolean isBehind() {
                        return false;
                    }
                });
        return link;
    }

    private static int mostInOneSecond(List<Long> ticks) {
        int most = 0;
        for (long start : ticks) {
            int within =
                    (int)
                            ticks.stream()
                                    .filter(each -> each - start >= 0)
                                    .filter(each -> each - start < 1_000_000_000L)
                                    .count();
            most = Math.max(most, within);
        }
        return most;
    }
}

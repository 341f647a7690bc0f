package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.time.Ticks;
import org.eclipse.paho.client.mqttv3.logging.LoggerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Paho does by itself, and a session must not do. */
class SessionTest {

    /** Paho closes the connection, and the broker delivers the message again, for ever. */
    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void aListenerThatThrowsEndsNothing(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                TestAgent agent = TestAgent.connected(broker.port())) {

            Observer.publishAll(broker.port(), TestAgent.SET, List.of("THROW", "ON"));

            Eventually.within(10, "the next one", () -> !agent.inbox().isEmpty());
            assertEquals(List.of("actuatoren/pomp/set ON"), agent.inbox());
            assertEquals(0, agent.link().reconnects());
        }
    }

    /**
     * Paho dead-locks when who is called back waits for a publish. Mosquitto queues 1000 at most.
     */
    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void aFloodOfCommandsAndReadingsBlocksNothing(TestBroker.Kind kind) throws Exception {
        List<String> commands = IntStream.range(0, 900).mapToObj(i -> "c" + i).toList();
        try (TestBroker broker = kind.start();
                TestAgent agent = TestAgent.connected(broker.port())) {
            for (int i = 0; i < 300; i++) {
                agent.read();
            }

            Observer.publishAll(broker.port(), TestAgent.SET, commands);

            Eventually.within(20, "all commands", () -> agent.inbox().size() == 900);
            agent.awaitDelivered();
            assertEquals("actuatoren/pomp/set c899", agent.inbox().get(899));
            assertEquals(0, agent.link().reconnects());
        }
    }

    @Test
    void aSlowNetworkIsOnlySlow() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port())) {
            proxy.delay(Duration.ofMillis(300));
            try (TestAgent agent = TestAgent.connected(proxy.port())) {
                for (int i = 0; i < 50; i++) {
                    agent.read();
                }

                agent.awaitDelivered();

                assertEquals(0, agent.link().reconnects());
            }
        }
    }

    /** It is there, its kernel accepts connections, and nothing answers. */
    @Test
    void aBrokerThatHangsIsFoundAndComesBack() throws Exception {
        try (var broker = Mosquitto.start();
                TestAgent agent =
                        new TestAgent(
                                TestAgent.settings(Duration.ofSeconds(5), broker.port()), "one")) {
            agent.awaitConnected();

            broker.freeze();
            Eventually.within(9, "the link is down", () -> !agent.link().connected());
            agent.read();
            broker.thaw();

            agent.awaitDelivered();
            assertTrue(agent.link().connected());
        }
    }

    /**
     * Its connect sleeps 100 ms for each of its three threads, however soon they run: so none is
     * faster than 300 ms, on no machine.
     */
    @Test
    void opensWithoutTheSleepsOfTheLibrary() throws Exception {
        try (TestBroker broker = TestBroker.Kind.OURS.start()) {
            BrokerTarget target = BrokerTarget.of(URI.create("mqtt://127.0.0.1:" + broker.port()));
            var times = new CompletableFuture<List<Duration>>();
            var link =
                    new Thread(
                            new LinkThreads(),
                            () -> {
                                try {
                                    times.complete(dialled(target, 20));
                                } catch (IOException e) {
                                    times.completeExceptionally(e);
                                }
                            },
                            LinkThreads.LINK);
            link.start();
            Duration fastest = Collections.min(times.get(60, TimeUnit.SECONDS));

            assertTrue(fastest.toMillis() < 250, "the times " + times.join());
        }
    }

    private static List<Duration> dialled(BrokerTarget target, int times) throws IOException {
        List<Duration> took = new ArrayList<>();
        var hello =
                new ConnectOptions(
                        "meetpost-test",
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        false,
                        65_536);
        var dialler = new Dialler(Tls.trusting(Optional.empty()), Optional.empty(), Ticks.REAL);
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            Session session = dialler.dial(target, hello, new SilentListener(), () -> {});
            took.add(Duration.ofNanos(System.nanoTime() - before));
            session.leave(Duration.ofSeconds(10));
        }
        return took;
    }

    @Test
    void isSilentInTheJavaLog() throws Exception {
        try (var broker = Mosquitto.start();
                TestAgent agent = TestAgent.connected(broker.port())) {

            assertInstanceOf(
                    SilentLogger.class,
                    LoggerFactory.getLogger(LoggerFactory.MQTT_CLIENT_MSG_CAT, "any"));
            assertTrue(agent.link().connected());
        }
    }
}

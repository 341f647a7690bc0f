package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;

/** Brokers that are none, or do not want us. */
class BadBrokerTest {

    @Test
    void aPortWhereNothingListens() throws Exception {
        int port = Mosquitto.freePort();

        LinkProblem problem = problem(TestAgent.settings(Duration.ofSeconds(30), port).mqtt());

        assertEquals(
                "nothing listens on 127.0.0.1:" + port + " (connection refused)",
                problem.sentence());
    }

    @Test
    void aHostThatNobodyKnows() throws Exception {
        LinkProblem problem =
                problem(
                        TestAgent.broker(
                                List.of(URI.create("mqtt://no-such-host.invalid")),
                                Duration.ofSeconds(30)));

        assertEquals(
                "no-such-host.invalid is unknown: no address is found for this name",
                problem.sentence());
    }

    /** Every student's first error with Debian's Mosquitto 2. */
    @Test
    void mosquittoWithAListenerLineAlone() throws Exception {
        try (var broker = Mosquitto.with("")) {
            LinkProblem problem =
                    problem(TestAgent.settings(Duration.ofSeconds(30), broker.port()).mqtt());

            assertEquals(
                    "127.0.0.1:%d refuses us, as we give no user name (not authorised)"
                            .formatted(broker.port()),
                    problem.sentence());
            String advice = String.join("\n", problem.below());
            assertTrue(advice.contains("allow_anonymous true"), advice);
            assertTrue(advice.contains("sudo mosquitto_passwd"), advice);
            assertTrue(advice.contains("sudo chown mosquitto:"), advice);
            // One for a port that is open keeps Mosquitto from starting.
            assertTrue(!advice.contains("listener 1883"), advice);
        }
    }

    /** The lines that we print let us in, both of them. */
    @Test
    void theTwoWaysOutAreWaysOut() throws Exception {
        try (var broker = Mosquitto.with("allow_anonymous true\n");
                TestAgent agent = TestAgent.connected(broker.port())) {
            assertTrue(agent.link().connected());
        }
        try (var broker = Mosquitto.withUser("meetpost", "geheim")) {
            MqttSettings login = TestAgent.login(broker.port(), "meetpost", "geheim");
            try (TestAgent agent = new TestAgent(TestAgent.settings(login), "one")) {
                agent.awaitConnected();
            }
        }
    }

    @Test
    void aBrokerThatIsWellIsNoTrouble() throws Exception {
        try (var broker = Mosquitto.start()) {
            MqttSettings settings =
                    TestAgent.settings(Duration.ofSeconds(30), broker.port()).mqtt();

            assertEquals(
                    Optional.empty(),
                    BrokerCheck.all(settings, "meetpost-test", Ticks.REAL).get(0).problem());
        }
    }

    @Test
    void aWrongPassword() throws Exception {
        try (var broker = Mosquitto.withUser("meetpost", "geheim")) {

            LinkProblem problem = problem(TestAgent.login(broker.port(), "meetpost", "fout"));

            assertEquals(
                    "127.0.0.1:%d refuses user meetpost: wrong name or password (not authorised)"
                            .formatted(broker.port()),
                    problem.sentence());
        }
    }

    @Test
    void aBrokerThatAcceptsAndSaysNothing() throws Exception {
        try (var server = new Server(false)) {
            LinkProblem problem =
                    problem(TestAgent.settings(Duration.ofSeconds(30), server.port()).mqtt());

            assertEquals(
                    "127.0.0.1:%d accepts connections and says nothing: is it an MQTT broker?"
                            .formatted(server.port()),
                    problem.sentence());
        }
        assertNoThreadsOfPaho();
    }

    /** Paho itself leaves a thread behind at each of these, which polls for ever. */
    @Test
    void aBrokerThatAcceptsAndClosesLeavesNoThreadBehind() throws Exception {
        try (var server = new Server(true)) {
            for (int attempt = 0; attempt < 20; attempt++) {
                LinkProblem problem =
                        problem(TestAgent.settings(Duration.ofSeconds(30), server.port()).mqtt());

                assertTrue(
                        problem.sentence().contains("closes the connection without an answer"),
                        problem.sentence());
            }
        }
        assertNoThreadsOfPaho();
    }

    @Test
    void aSessionThatEndedLeavesNoThreadBehind() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port())) {
            TestAgent agent = TestAgent.connected(proxy.port());
            proxy.cut();
            Eventually.within(10, "reconnected", () -> agent.link().reconnects() == 1);
            agent.close();
        }
        assertNoThreadsOfPaho();
    }

    @Test
    void theLinkGoesOnTryingAndConnectsWhenTheBrokerIsWell() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port())) {
            proxy.refuse(true);
            try (TestAgent agent = TestAgent.at(proxy.port())) {
                Eventually.within(20, "two attempts", () -> proxy.accepted() >= 2);
                assertFalse(agent.link().connected());

                proxy.refuse(false);

                Eventually.within(30, "connected", agent.link()::connected);
            }
        }
    }

    private static LinkProblem problem(MqttSettings settings) {
        List<BrokerCheck> checks = BrokerCheck.all(settings, "meetpost-test", Ticks.REAL);
        assertEquals(1, checks.size());
        return checks.get(0).problem().orElseGet(() -> fail("connected"));
    }

    private static void assertNoThreadsOfPaho() throws InterruptedException {
        Eventually.within(
                5,
                "no thread of the MQTT library's is left",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().startsWith("MQTT ")));
    }

    /** Accepts, and then closes or says nothing. */
    private static final class Server implements AutoCloseable {

        private final ServerSocket socket =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> accepted = new CopyOnWriteArrayList<>();

        Server(boolean closes) throws IOException {
            var thread = new Thread(() -> serve(closes), "bad-broker");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket each : accepted) {
                each.close();
            }
        }

        private void serve(boolean closes) {
            try {
                while (true) {
                    Socket client = socket.accept();
                    accepted.add(client);
                    if (closes) {
                        client.close();
                    }
                }
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }
}

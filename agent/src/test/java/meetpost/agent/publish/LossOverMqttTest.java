package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.command.CommandDesk;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Proxy;
import meetpost.agent.link.TestBroker;
import meetpost.agent.output.AnOutput;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.TestDisk;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code on-broker-loss}, over a network: a loss is one, and nothing else is. */
class LossOverMqttTest {

    private static final Duration AFTER = Duration.ofSeconds(3);

    /** Packets would come each keep-alive only: a pump ran dry beside a healthy broker. */
    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void aQuietBrokerIsNotLost(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                var board = new Board(broker.port())) {
            Eventually.within(15, "connected", board.link::connected);
            long heard = board.link.lastHeard();

            Eventually.within(
                    60,
                    "answers to pings for three times as long",
                    () -> board.link.lastHeard() - heard > AFTER.multipliedBy(3).toNanos());

            assertEquals(List.of(false), board.board.output(17).levels());
            assertEquals(0, board.link.reconnects());
        }
    }

    @Test
    void aBrokerThatStandsStillIsLost() throws Exception {
        try (var broker = Mosquitto.start();
                var board = new Board(broker.port())) {
            Eventually.within(15, "connected", board.link::connected);
            broker.freeze();

            Eventually.within(60, "the loss", () -> board.board.output(17).level());

            broker.thaw();
        }
    }

    @Test
    void aBrokerThatHasEndedIsLost() throws Exception {
        try (var broker = Mosquitto.start();
                var board = new Board(broker.port())) {
            Eventually.within(15, "connected", board.link::connected);
            broker.stop();

            Eventually.within(60, "the loss", () -> board.board.output(17).level());
        }
    }

    /** A router that forgot the connection: the broker is well, and must be called anew. */
    @Test
    void aConnectionThatIsHalfOpenIsNoLoss() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port());
                var board = new Board(proxy.port())) {
            Eventually.within(15, "connected", board.link::connected);
            proxy.strand();

            Eventually.within(60, "a new session", () -> board.link.reconnects() == 1);
            long heard = board.link.lastHeard();
            Eventually.within(
                    60,
                    "it is used",
                    () -> board.link.lastHeard() - heard > AFTER.multipliedBy(2).toNanos());

            assertEquals(List.of(false), board.board.output(17).levels());
        }
    }

    /** The back-off may be at 30 s when the broker comes back. */
    @Test
    void aBrokerThatIsBackJustInTimeIsNotLost() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port());
                var board = new Board(proxy.port())) {
            Eventually.within(15, "connected", board.link::connected);
            proxy.refuse(true);
            Eventually.within(15, "down", () -> !board.link.connected());
            int before = proxy.accepted();
            Eventually.within(60, "called again", () -> proxy.accepted() > before);
            proxy.refuse(false);

            Eventually.within(60, "a new session", () -> board.link.reconnects() == 1);
            assertEquals(List.of(false), board.board.output(17).levels());
            assertTrue(board.link.connected());
        }
    }

    /** A link, its output and the thread that switches it. */
    private static final class Board implements AutoCloseable {

        private final FakeBoard board = new FakeBoard();
        private final AgentLink link;
        private final CommandDesk desk;

        Board(int port) {
            List<ActuatorSettings> actuators =
                    List.of(AnOutput.named("pomp", 17).onBrokerLoss(AFTER, true).settings());
            Settings settings = TestAgent.settings(Duration.ofMinutes(10), port);
            link =
                    new AgentLink(
                            settings,
                            Identity.of("kelder-pi", "serial-1", Instant.EPOCH, new Random(1)),
                            () -> new Info("0.1.0", "test", List.of(), List.of()),
                            new TestOutbox(),
                            Optional.empty(),
                            Ticks.REAL,
                            Clock.systemUTC(),
                            new Random(1));
            link.actuators(actuators);
            Outputs outputs =
                    new Outputs(
                            actuators,
                            board,
                            TestDisk.fresh(Ticks.REAL),
                            new BrokerSilence() {

                                @Override
                                public long lastHeard() {
                                    return link.lastHeard();
                                }

                                @Override
                                public boolean isLost(Duration within) {
                                    return link.isLost(within);
                                }
                            },
                            Ticks.REAL,
                            (name, on) -> {});
            desk =
                    new CommandDesk(
                            actuators,
                            outputs,
                            link.publisher(),
                            link.topics(),
                            link::standing,
                            Ticks.REAL,
                            Clock.systemUTC());
            outputs.start();
            desk.start();
            link.start(desk);
        }

        @Override
        public void close() throws InterruptedException {
            link.stop(Duration.ofSeconds(2));
            desk.close();
        }
    }
}

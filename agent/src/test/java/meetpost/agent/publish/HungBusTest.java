package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import meetpost.agent.run.Agent;
import meetpost.agent.run.AgentListener;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bus that hangs is a fault of the sensors on it, and of nobody else. */
class HungBusTest {

    @TempDir Path state;

    private final CountDownLatch free = new CountDownLatch(1);
    private volatile boolean hung;

    @Test
    void itsSensorsGetTheFaultBusWhileTheOthersAndTheOutputsGoOnAndNothingIsStartedAnew()
            throws Exception {
        var board = new FakeBoard();
        board.kernel("48312\n");
        board.i2c(this::transfer);
        try (var broker = TestBroker.Kind.OURS.start();
                var seen = new Observer(broker.port(), "#")) {
            var agent =
                    new Agent(
                            settings(broker.port()),
                            board,
                            "serial",
                            new Faster(),
                            Clock.systemUTC(),
                            AgentListener.NONE);
            agent.start();
            try {
                Eventually.within(
                        20, "both are read", () -> seen.last("sensoren/kelder").equals("25.00"));

                hung = true;

                Eventually.within(
                        20,
                        "fault of the kelder",
                        () -> seen.last("sensoren/kelder/fault").contains("\"kind\":\"bus\""));
                Eventually.within(
                        20,
                        "fault of the zolder",
                        () -> seen.last("sensoren/zolder/fault").contains("\"kind\":\"bus\""));
                assertEquals("offline", seen.last("sensoren/kelder/status"));
                seen.forget();
                Eventually.within(
                        20,
                        "the processor goes on",
                        () -> seen.on("sensoren/processor/reading").size() > 5);
                Observer.publish(broker.port(), "actuatoren/pomp/set", "ON");
                Eventually.within(
                        20, "the output goes on", () -> seen.last("actuatoren/pomp").equals("ON"));
                assertTrue(board.output(17).level());
                assertEquals(Optional.empty(), agent.problem());

                free.countDown();

                Eventually.within(
                        20,
                        "it is well again",
                        () -> seen.last("sensoren/kelder/status").equals("online"));
            } finally {
                free.countDown();
                agent.stop(Duration.ofSeconds(5), true);
            }
        }
    }

    /** Two TMP102 at 25 °C, by the tables of their datasheet, SBOS397C. */
    private byte[] transfer(int address, byte[] out, int inLength) {
        if (hung) {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        boolean configuration = out.length > 0 && out[0] == 0x01;
        return configuration ? new byte[] {0x60, (byte) 0xA0} : new byte[] {0x19, 0x00};
    }

    private Settings settings(int port) throws Exception {
        String text =
                """
                device: {id: kelder-pi}
                mqtt: {url: "mqtt://127.0.0.1:%d"}
                sensors:
                  kelder: {part: "ti,tmp102", address: 0x48, every: 1s}
                  zolder: {part: "ti,tmp102", address: 0x49, every: 1s}
                  processor: {part: "linux,thermal", every: 1s, json: true}
                actuators: {pomp: {gpio: 17}}
                state: %s
                """
                        .formatted(port, state);
        var here =
                new Surroundings(
                        "kelder-pi", Optional.empty(), Optional.empty(), state, Optional.empty());
        return new SettingsReader(here).read("hung.yaml", text);
    }

    /** The board's time runs 20 times as fast as life. */
    private static final class Faster implements Ticks {

        @Override
        public long now() {
            return REAL.now() * 20;
        }

        @Override
        public void until(long tick) throws InterruptedException {
            REAL.until(tick / 20);
        }

        @Override
        public Duration real(long tick) {
            return REAL.real(tick / 20);
        }
    }
}

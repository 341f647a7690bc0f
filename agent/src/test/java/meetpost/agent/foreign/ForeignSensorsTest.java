package meetpost.agent.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sensors that others publish, heard over MQTT. */
class ForeignSensorsTest {

    private final List<Sample> samples = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void areReadWhenTheyArePublished(TestBroker.Kind kind) throws Exception {
        try (var broker = kind.start();
                var foreign = new Heard(broker.port())) {
            foreign.sensors.run(List.of(Tuin.on("zigbee2mqtt/tuin")));
            foreign.publishUntil(broker.port(), "zigbee2mqtt/tuin", 1);

            assertTrue(foreign.sensors.isLive("tuin"));
            assertEquals(21.5, ((Reading) samples.get(0)).measurements().get(0).value());
        }
    }

    @Test
    void showWhatTheBrokerHasKept() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start()) {
            Observer.publish(
                    broker.port(),
                    "zigbee2mqtt/tuin",
                    "{\"temperature\": 21.5, \"battery\": 9}",
                    "-r");
            try (var foreign = new Heard(broker.port())) {
                foreign.sensors.run(List.of(Tuin.on("zigbee2mqtt/tuin")));
                Eventually.within(10, "the stored copy", () -> samples.size() == 1);

                assertFalse(foreign.sensors.isLive("tuin"));
                foreign.publishUntil(broker.port(), "zigbee2mqtt/tuin", 2);
                assertTrue(foreign.sensors.isLive("tuin"));
            }
        }
    }

    @Test
    void areFaultyWhereAMessageIsNoneOfTheirs() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start();
                var foreign = new Heard(broker.port())) {
            foreign.sensors.run(List.of(Tuin.on("zigbee2mqtt/tuin")));
            foreign.publishUntil(broker.port(), "zigbee2mqtt/tuin", 1);

            Observer.publish(broker.port(), "zigbee2mqtt/tuin", "x".repeat(70_000));

            Eventually.within(
                    10,
                    "its fault",
                    () ->
                            samples.get(samples.size() - 1) instanceof Fault fault
                                    && fault.message().contains("than is read"));
        }
    }

    @Test
    void areHeardOnOtherTopicsAfterAReload() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start();
                var foreign = new Heard(broker.port())) {
            foreign.sensors.run(List.of(Tuin.on("zigbee2mqtt/tuin")));
            foreign.publishUntil(broker.port(), "zigbee2mqtt/tuin", 1);

            foreign.sensors.run(List.of(Tuin.on("esp/tuin")));
            assertFalse(foreign.sensors.isLive("tuin"), "it is another one now");
            Eventually.within(
                    20,
                    "the new topic",
                    () -> {
                        Observer.publish(
                                broker.port(), "esp/tuin", "{\"temperature\": 3, \"battery\": 9}");
                        return foreign.sensors.isLive("tuin");
                    });
        }
    }

    @Test
    void areHeardAgainAfterTheBrokerWasAway() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start();
                var foreign = new Heard(broker.port())) {
            foreign.sensors.run(List.of(Tuin.on("zigbee2mqtt/tuin")));
            foreign.publishUntil(broker.port(), "zigbee2mqtt/tuin", 1);
            broker.stop();
            broker.restart();
            int before = samples.size();

            foreign.publishUntil(broker.port(), "zigbee2mqtt/tuin", before + 1);
        }
    }

    private final class Heard implements AutoCloseable {

        private final ForeignSensors sensors;

        Heard(int port) {
            sensors =
                    new ForeignSensors(
                            TestAgent.broker(
                                    List.of(URI.create("mqtt://127.0.0.1:" + port)),
                                    Duration.ofSeconds(30)),
                            "meetpost-kelder-pi-sensors",
                            Optional.empty(),
                            (sensor, sample, tick) -> samples.add(sample),
                            Ticks.REAL,
                            Ticks.REAL,
                            Clock.systemUTC(),
                            new Random(1));
        }

        /** What is published before it has subscribed is lost. */
        void publishUntil(int port, String topic, int count) throws InterruptedException {
            Eventually.within(
                    20,
                    count + " samples",
                    () -> {
                        Observer.publish(port, topic, "{\"temperature\": 21.5, \"battery\": 97}");
                        return samples.size() >= count;
                    });
        }

        @Override
        public void close() {
            try {
                sensors.stop(Duration.ofSeconds(4));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

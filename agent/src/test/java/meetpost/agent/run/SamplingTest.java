package meetpost.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.counter.Counters;
import meetpost.agent.foreign.ForeignSensors;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** What whoever decides by sensors is told. */
class SamplingTest {

    private static final String TOPIC = "zigbee2mqtt/tuin";

    private final List<List<Measurement>> told = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void isNotWhatABrokerHadKept() throws Exception {
        try (var broker = TestBroker.Kind.OURS.start()) {
            Observer.publish(broker.port(), TOPIC, "-20", "-r");
            List<SensorSettings> sensors = sensors();
            Sampling sampling = sampling(sensors, broker.port());
            try {
                sampling.only(sensors);
                sampling.run(sensors);
                Eventually.within(10, "the stored copy is seen", () -> seen.size() == 1);
                Eventually.within(10, "and told", () -> told.size() == 1);
                assertEquals(List.of(List.of()), told);

                Eventually.within(
                        20,
                        "a live message",
                        () -> {
                            Observer.publish(broker.port(), TOPIC, "21.5");
                            return told.contains(
                                    List.of(new Measurement(Quantity.TEMPERATURE, 21.5)));
                        });
            } finally {
                sampling.stop(Duration.ofSeconds(4));
            }
        }
    }

    private Sampling sampling(List<SensorSettings> sensors, int port) {
        return new Sampling(
                sensors,
                "session",
                new FakeBoard(),
                Ticks.REAL,
                Clock.systemUTC(),
                reading -> seen.add(reading.sensor()),
                reading -> {},
                (sensor, health) -> {},
                (sensor, good, tick) -> told.add(good),
                desk ->
                        new ForeignSensors(
                                TestAgent.broker(
                                        List.of(URI.create("mqtt://127.0.0.1:" + port)),
                                        Duration.ofSeconds(30)),
                                "meetpost-kelder-pi-sensors",
                                Optional.empty(),
                                desk,
                                Ticks.REAL,
                                Ticks.REAL,
                                Clock.systemUTC(),
                                new Random(1)),
                desk ->
                        new Counters(
                                Path.of("x"),
                                Duration.ofSeconds(60),
                                new FakeBoard(),
                                desk,
                                (sensor, gap) -> {},
                                Ticks.REAL,
                                Clock.systemUTC()));
    }

    private static List<SensorSettings> sensors() throws Exception {
        var surroundings =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("x"), Optional.empty());
        return new SettingsReader(surroundings)
                .read(
                        "meetpost.yaml",
                        "sensors: {tuin: {part: mqtt, topic: %s, values: temperatuur}}"
                                .formatted(TOPIC))
                .sensors();
    }
}

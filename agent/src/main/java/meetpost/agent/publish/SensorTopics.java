package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/** Shows how sensors are, each on its own topics. Any thread. */
public final class SensorTopics implements HealthListener {

    private static final String CURED = "";

    private final Topics topics;
    private final Payload payload;
    private final Publisher publisher;
    private volatile Map<String, SensorSettings> sensors;

    public SensorTopics(Topics topics, List<SensorSettings> sensors, Publisher publisher) {
        this.topics = requireNonNull(topics, "topics");
        payload = new Payload(topics);
        this.publisher = requireNonNull(publisher, "publisher");
        this.sensors = byName(sensors);
    }

    /** Settings were read anew. */
    public void sensors(List<SensorSettings> changed) {
        sensors = byName(changed);
    }

    @Override
    public void changed(String sensor, Health health) {
        Optional.ofNullable(sensors.get(sensor)).ifPresent(found -> show(found, health));
    }

    private void show(SensorSettings sensor, Health health) {
        List<Quantity> all = sensor.part().quantities();
        if (health instanceof Health.Ill ill) {
            publisher.state(topics.status(sensor), Payload.OFFLINE, 1);
            publisher.state(topics.fault(sensor), payload.fault(ill, List.of()), 1);
            statuses(sensor, all);
        } else if (health instanceof Health.Partial partial) {
            publisher.state(topics.status(sensor), Payload.ONLINE, 1);
            publisher.state(
                    topics.fault(sensor), payload.fault(partial.fault(), partial.failed()), 1);
            statuses(sensor, partial.failed());
        } else {
            publisher.state(topics.status(sensor), Payload.ONLINE, 1);
            publisher.state(topics.fault(sensor), CURED, 1);
            statuses(sensor, List.of());
        }
    }

    /** Of each quantity, where there are several. */
    private void statuses(SensorSettings sensor, List<Quantity> failed) {
        for (Quantity each : sensor.part().quantities()) {
            topics.status(sensor, each)
                    .ifPresent(
                            topic ->
                                    publisher.state(
                                            topic,
                                            failed.contains(each)
                                                    ? Payload.OFFLINE
                                                    : Payload.ONLINE,
                                            1));
        }
    }

    private static Map<String, SensorSettings> byName(List<SensorSettings> sensors) {
        return sensors.stream().collect(toUnmodifiableMap(SensorSettings::name, identity()));
    }
}

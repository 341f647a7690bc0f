package meetpost.agent.mqtt;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.settings.SensorSettings;

/** Shows how sensors are, each on its own topics. Any thread. */
public final class SensorTopics implements HealthListener {

    private static final String CURED = "";

    private final Topics topics;
    private final Publisher publisher;
    private volatile Map<String, SensorSettings> sensors;

    public SensorTopics(Topics topics, List<SensorSettings> sensors, Publisher publisher) {
        this.topics = requireNonNull(topics, "topics");
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
        if (health instanceof Health.Ill ill) {
            publisher.state(topics.status(sensor), Payload.OFFLINE, 1);
            publisher.state(topics.fault(sensor), Payload.fault(ill), 1);
        } else {
            publisher.state(topics.status(sensor), Payload.ONLINE, 1);
            publisher.state(topics.fault(sensor), CURED, 1);
        }
    }

    private static Map<String, SensorSettings> byName(List<SensorSettings> sensors) {
        return sensors.stream().collect(toUnmodifiableMap(SensorSettings::name, identity()));
    }
}

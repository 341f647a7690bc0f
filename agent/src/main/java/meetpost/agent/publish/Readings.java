package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.link.Message;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;

/** From a reading to the messages that tell of it. Safe for use by several threads. */
final class Readings {

    private final Topics topics;
    private final Payload payload;
    private volatile Map<String, SensorSettings> sensors;

    Readings(Topics topics, List<SensorSettings> sensors) {
        this.topics = requireNonNull(topics, "topics");
        payload = new Payload(topics);
        this.sensors = byName(sensors);
    }

    /** Settings were read anew. */
    void sensors(List<SensorSettings> changed) {
        sensors = byName(changed);
    }

    /** Where everything of its sensor is, at this topic and below it. */
    String root(Reading reading) {
        return of(reading).map(topics::of).orElseGet(() -> topics.of(reading.sensor()));
    }

    /** What is true now: retained. Empty for a sensor that settings no longer have. */
    List<Message> live(Reading reading) {
        return of(reading).map(sensor -> live(sensor, reading)).orElse(List.of());
    }

    /**
     * What was true then. A sensor that settings no longer have is published under its old name.
     */
    Message history(Reading reading) {
        return of(reading)
                .map(
                        sensor ->
                                Message.passing(
                                        topics.history(sensor), payload.reading(sensor, reading)))
                .orElseGet(
                        () ->
                                Message.passing(
                                        topics.history(reading.sensor()),
                                        payload.reading(reading)));
    }

    private List<Message> live(SensorSettings sensor, Reading reading) {
        List<Message> messages = new ArrayList<>();
        for (Measurement each : reading.measurements()) {
            // It was taken with another part where settings have changed: a humidity is no
            // temperature.
            if (sensor.quantities().contains(each.quantity())) {
                messages.add(
                        Message.retained(
                                topics.value(sensor, each.quantity()),
                                Payload.value(sensor, each),
                                sensor.qos()));
            }
        }
        if (sensor.json()) {
            messages.add(
                    Message.retained(
                            topics.reading(sensor),
                            payload.reading(sensor, reading),
                            sensor.qos()));
        }
        return messages;
    }

    private Optional<SensorSettings> of(Reading reading) {
        return Optional.ofNullable(sensors.get(reading.sensor()));
    }

    private static Map<String, SensorSettings> byName(List<SensorSettings> sensors) {
        return sensors.stream().collect(toUnmodifiableMap(SensorSettings::name, identity()));
    }
}

package meetpost.agent.command;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import meetpost.agent.mqtt.Publisher;
import meetpost.agent.mqtt.Topics;
import meetpost.agent.output.OutputListener;
import meetpost.agent.settings.ActuatorSettings;

/** Publishes what each output is, as read back, on its own topic. */
public final class PublishedStates implements OutputListener {

    private final Map<String, ActuatorSettings> actuators;
    private final Publisher publisher;
    private final Topics topics;

    /** Publishes nothing yet. */
    public PublishedStates(List<ActuatorSettings> actuators, Publisher publisher, Topics topics) {
        this.actuators =
                actuators.stream()
                        .collect(toUnmodifiableMap(ActuatorSettings::name, Function.identity()));
        this.publisher = publisher;
        this.topics = topics;
    }

    @Override
    public void state(String output, boolean on) {
        ActuatorSettings actuator = Objects.requireNonNull(actuators.get(output), output);
        publisher.state(topics.state(actuator), on ? "ON" : "OFF", actuator.qos());
    }
}

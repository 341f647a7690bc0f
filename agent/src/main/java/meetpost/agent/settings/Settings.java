package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.broker.BrokerSettings;

/**
 * The whole of a settings file. Holding one means that it is valid: {@link SettingsReader} has
 * checked every value and every pair of values that must agree.
 *
 * @param broker our own broker in this process; empty where {@code mqtt.url} names another
 * @param state the directory for what must survive a restart
 */
public record Settings(
        DeviceSettings device,
        MqttSettings mqtt,
        Optional<BrokerSettings> broker,
        List<SensorSettings> sensors,
        List<InputSettings> inputs,
        List<ActuatorSettings> actuators,
        TopicSettings topics,
        OutboxSettings outbox,
        Path state) {

    public Settings {
        requireNonNull(device, "device");
        requireNonNull(mqtt, "mqtt");
        requireNonNull(broker, "broker");
        sensors = List.copyOf(sensors);
        inputs = List.copyOf(inputs);
        actuators = List.copyOf(actuators);
        requireNonNull(topics, "topics");
        requireNonNull(outbox, "outbox");
        requireNonNull(state, "state");
    }
}

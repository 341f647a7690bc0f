package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.broker.settings.BrokerSettings;

/**
 * The whole of a settings file. Holding one means that it is valid: {@link SettingsReader} has
 * checked every value and every pair of values that must agree.
 *
 * @param broker our own broker in this process; empty where {@code mqtt.url} names another
 * @param dashboard empty: no page
 * @param state the directory for what must survive a restart
 */
public record Settings(
        DeviceSettings device,
        MqttSettings mqtt,
        Optional<BrokerSettings> broker,
        Optional<DashboardSettings> dashboard,
        List<SensorSettings> sensors,
        List<InputSettings> inputs,
        List<ActuatorSettings> actuators,
        List<RuleSettings> rules,
        List<AlarmSettings> alarms,
        NotifySettings notifications,
        TopicSettings topics,
        OutboxSettings outbox,
        HomeAssistantSettings homeAssistant,
        List<BridgeSettings> bridges,
        HistorySettings history,
        Rooms rooms,
        Path state) {

    public Settings {
        requireNonNull(device, "device");
        requireNonNull(mqtt, "mqtt");
        requireNonNull(broker, "broker");
        requireNonNull(dashboard, "dashboard");
        sensors = List.copyOf(sensors);
        inputs = List.copyOf(inputs);
        actuators = List.copyOf(actuators);
        rules = List.copyOf(rules);
        alarms = List.copyOf(alarms);
        requireNonNull(notifications, "notifications");
        requireNonNull(topics, "topics");
        requireNonNull(outbox, "outbox");
        requireNonNull(homeAssistant, "homeAssistant");
        bridges = List.copyOf(bridges);
        requireNonNull(history, "history");
        requireNonNull(rooms, "rooms");
        requireNonNull(state, "state");
    }

    /** Those of a board that keeps nothing of the past, names no rooms and tells nobody. */
    public Settings(
            DeviceSettings device,
            MqttSettings mqtt,
            Optional<BrokerSettings> broker,
            Optional<DashboardSettings> dashboard,
            List<SensorSettings> sensors,
            List<InputSettings> inputs,
            List<ActuatorSettings> actuators,
            List<RuleSettings> rules,
            List<AlarmSettings> alarms,
            TopicSettings topics,
            OutboxSettings outbox,
            HomeAssistantSettings homeAssistant,
            List<BridgeSettings> bridges,
            Path state) {
        this(
                device,
                mqtt,
                broker,
                dashboard,
                sensors,
                inputs,
                actuators,
                rules,
                alarms,
                NotifySettings.NOBODY,
                topics,
                outbox,
                homeAssistant,
                bridges,
                HistorySettings.OFF,
                Rooms.NONE,
                state);
    }

    /** The same with another link, as the command line of a simulation asks. */
    public Settings withMqtt(MqttSettings other) {
        return new Settings(
                device,
                other,
                broker,
                dashboard,
                sensors,
                inputs,
                actuators,
                rules,
                alarms,
                notifications,
                topics,
                outbox,
                homeAssistant,
                bridges,
                history,
                rooms,
                state);
    }

    /** The same with another broker of our own, or none. */
    public Settings withBroker(Optional<BrokerSettings> other) {
        return new Settings(
                device,
                mqtt,
                other,
                dashboard,
                sensors,
                inputs,
                actuators,
                rules,
                alarms,
                notifications,
                topics,
                outbox,
                homeAssistant,
                bridges,
                history,
                rooms,
                state);
    }

    /** The same with another page, or none. */
    public Settings withDashboard(Optional<DashboardSettings> other) {
        return new Settings(
                device,
                mqtt,
                broker,
                other,
                sensors,
                inputs,
                actuators,
                rules,
                alarms,
                notifications,
                topics,
                outbox,
                homeAssistant,
                bridges,
                history,
                rooms,
                state);
    }

    /** The same with its state kept elsewhere. */
    public Settings withState(Path other) {
        return new Settings(
                device,
                mqtt,
                broker,
                dashboard,
                sensors,
                inputs,
                actuators,
                rules,
                alarms,
                notifications,
                topics,
                outbox,
                homeAssistant,
                bridges,
                history,
                rooms,
                other);
    }

    /** The same, and nobody is told of alarms. */
    public Settings withoutNotifications() {
        return new Settings(
                device,
                mqtt,
                broker,
                dashboard,
                sensors,
                inputs,
                actuators,
                rules,
                alarms,
                NotifySettings.NOBODY,
                topics,
                outbox,
                homeAssistant,
                bridges,
                history,
                rooms,
                state);
    }

    /** Whether anything in it is looked at again and again: a rule, or an alarm. */
    public boolean isGoverned() {
        return !rules.isEmpty() || !alarms.isEmpty();
    }
}

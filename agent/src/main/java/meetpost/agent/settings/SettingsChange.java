package meetpost.agent.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;

/**
 * What differs between the settings a program runs with and new ones, and what of it can be taken
 * over while it runs. Lines and buses that are held cannot be given back before the program ends:
 * whatever would move one needs a restart, and then nothing is to be taken over.
 *
 * @param addedSensors in the order of the new settings
 * @param removedSensors as they were
 * @param changedSensors as they are now
 * @param changedInputs as they are now, on the lines that they have
 * @param changedActuators with the rules of now, on the lines that they have
 * @param changedRules as they are now
 * @param alarmsChanged whether there are others
 * @param roomsChanged whether something is in another one
 * @param needRestart the keys that cannot change while running: {@code actuators.pomp.gpio}
 */
public record SettingsChange(
        List<SensorSettings> addedSensors,
        List<SensorSettings> removedSensors,
        List<SensorSettings> changedSensors,
        List<InputSettings> changedInputs,
        List<ActuatorSettings> changedActuators,
        List<RuleSettings> changedRules,
        boolean alarmsChanged,
        boolean roomsChanged,
        List<String> needRestart) {

    public SettingsChange {
        addedSensors = List.copyOf(addedSensors);
        removedSensors = List.copyOf(removedSensors);
        changedSensors = List.copyOf(changedSensors);
        changedInputs = List.copyOf(changedInputs);
        changedRules = List.copyOf(changedRules);
        changedActuators = List.copyOf(changedActuators);
        needRestart = List.copyOf(needRestart);
    }

    /** Compares two valid settings. */
    public static SettingsChange between(Settings was, Settings is) {
        var sensors = new Named<>(was.sensors(), is.sensors(), SensorSettings::name);
        var inputs = new Named<>(was.inputs(), is.inputs(), InputSettings::name);
        var actuators = new Named<>(was.actuators(), is.actuators(), ActuatorSettings::name);

        var rules = new Named<>(was.rules(), is.rules(), RuleSettings::name);

        Restarts restarts = new Restarts();
        ofTheProgram(was, is, restarts);
        sensors.changed.forEach(each -> ofSensor(each, restarts));
        Stream.concat(sensors.added().stream(), sensors.removed().stream())
                .filter(each -> each.wire() instanceof Wire.Pulses)
                .forEach(each -> restarts.add("sensors." + each.name()));
        inputs.changed.forEach(each -> ofInput(each, restarts));
        inputs.comeOrGone().forEach(name -> restarts.add("inputs." + name));
        actuators.changed.forEach(each -> ofActuator(each, restarts));
        actuators.comeOrGone().forEach(name -> restarts.add("actuators." + name));
        rules.changed.forEach(
                each ->
                        restarts.check(
                                "rules." + each.is().name() + ".setpoint",
                                each.was().hasSetpoint(),
                                each.is().hasSetpoint()));
        rules.comeOrGone().forEach(name -> restarts.add("rules." + name));
        if (!was.isGoverned() && is.isGoverned()) {
            restarts.add("alarms");
        }

        return new SettingsChange(
                sensors.added(),
                sensors.removed(),
                sensors.changedTo(),
                inputs.changedTo(),
                actuators.changedTo(),
                rules.changedTo(),
                !was.alarms().equals(is.alarms()),
                !was.rooms().equals(is.rooms()),
                restarts.keys);
    }

    /**
     * The keys of our own broker that cannot change while it runs. Whom it lets in and what they
     * may do can, {@link meetpost.broker.Broker#reload}.
     */
    public static List<String> ofBroker(BrokerSettings was, BrokerSettings is) {
        Restarts restarts = new Restarts();
        restarts.check("broker.listeners", was.listeners(), is.listeners());
        var before = was.storage();
        var now = is.storage();
        restarts.check(
                "broker.data",
                before.map(StorageSettings::directory),
                now.map(StorageSettings::directory));
        restarts.check(
                "broker.sync", before.map(StorageSettings::sync), now.map(StorageSettings::sync));
        restarts.check(
                "broker.retained-every",
                before.map(StorageSettings::retainedEvery),
                now.map(StorageSettings::retainedEvery));
        restarts.check("broker.session-expiry", was.sessions().expiry(), is.sessions().expiry());
        restarts.check("broker.reserved", was.sessions().reserved(), is.sessions().reserved());
        restarts.check("broker.limits", was.limits(), is.limits());
        return List.copyOf(restarts.keys);
    }

    /** Whether both mean the same. */
    public boolean isNothing() {
        return addedSensors.isEmpty()
                && removedSensors.isEmpty()
                && changedSensors.isEmpty()
                && changedInputs.isEmpty()
                && changedActuators.isEmpty()
                && changedRules.isEmpty()
                && !alarmsChanged
                && !roomsChanged
                && needRestart.isEmpty();
    }

    /** What was opened once, at the start: connections, ports, files, what others know us by. */
    private static void ofTheProgram(Settings was, Settings is, Restarts restarts) {
        restarts.check("device.id", was.device().id(), is.device().id());
        restarts.check("device.name", was.device().name(), is.device().name());
        restarts.check("device.time-zone", was.device().zone(), is.device().zone());
        restarts.check("device.position", was.device().position(), is.device().position());
        ofLink(was.mqtt(), is.mqtt(), restarts);
        if (was.broker().isPresent() && is.broker().isPresent()) {
            ofBroker(was.broker().get(), is.broker().get()).forEach(restarts::add);
        } else {
            restarts.check("broker", was.broker(), is.broker());
        }
        restarts.check("dashboard", was.dashboard(), is.dashboard());
        restarts.check("topics", was.topics(), is.topics());
        restarts.check("outbox", was.outbox(), is.outbox());
        restarts.check("history", was.history().spans(), is.history().spans());
        restarts.check("home-assistant", was.homeAssistant(), is.homeAssistant());
        restarts.check("bridges", was.bridges(), is.bridges());
        restarts.check("state", was.state(), is.state());
        restarts.check("notify", was.notifications(), is.notifications());
    }

    private static void ofLink(MqttSettings was, MqttSettings is, Restarts restarts) {
        restarts.check("mqtt.url", was.urls(), is.urls());
        restarts.check("mqtt.username", was.username(), is.username());
        restarts.check("mqtt.password-file", was.password(), is.password());
        restarts.check("mqtt.ca-file", was.caFile(), is.caFile());
        restarts.check(
                "mqtt.client-certificate-file",
                was.clientCertificateFile(),
                is.clientCertificateFile());
        restarts.check("mqtt.client-key-file", was.clientKeyFile(), is.clientKeyFile());
        restarts.check("mqtt.keep-alive", was.keepAlive(), is.keepAlive());
        restarts.check("mqtt.topic-prefix", was.topicPrefix(), is.topicPrefix());
    }

    private static void ofSensor(Pair<SensorSettings> sensor, Restarts restarts) {
        restarts.check(
                "sensors." + sensor.is().name() + ".bus",
                bus(sensor.was().wire()),
                bus(sensor.is().wire()));
        restarts.check(
                "sensors." + sensor.is().name() + ".gpio",
                counted(sensor.was().wire()),
                counted(sensor.is().wire()));
    }

    /** The line that is held, and how what comes on it counts. */
    private static Optional<Wire> counted(Wire wire) {
        return Optional.of(wire).filter(Wire.Pulses.class::isInstance);
    }

    /** The one with this number, or the only 1-wire bus. */
    private static Optional<Integer> bus(Wire wire) {
        return wire instanceof Wire.I2c i2c ? Optional.of(i2c.bus()) : Optional.empty();
    }

    private static void ofInput(Pair<InputSettings> input, Restarts restarts) {
        InputSettings was = input.was();
        InputSettings is = input.is();
        String key = "inputs." + is.name();
        restarts.check(key + ".gpio", was.gpio(), is.gpio());
        restarts.check(key + ".pull", was.pull(), is.pull());
        restarts.check(key + ".topic", was.topic(), is.topic());
    }

    private static void ofActuator(Pair<ActuatorSettings> actuator, Restarts restarts) {
        ActuatorSettings was = actuator.was();
        ActuatorSettings is = actuator.is();
        String key = "actuators." + is.name();
        restarts.check(key + ".gpio", was.gpio(), is.gpio());
        restarts.check(key + ".active", was.activeHigh(), is.activeHigh());
        restarts.check(key + ".topic", was.topic(), is.topic());
        restarts.check(key + ".qos", was.qos(), is.qos());
    }

    private static final class Restarts {

        private final List<String> keys = new ArrayList<>();

        void check(String key, Object was, Object is) {
            if (!was.equals(is)) {
                add(key);
            }
        }

        void add(String key) {
            keys.add(key);
        }
    }

    private record Pair<T>(T was, T is) {}

    /** Two lists of things with names, by their names. */
    private static final class Named<T> {

        private final Map<String, T> was = new LinkedHashMap<>();
        private final Map<String, T> is = new LinkedHashMap<>();
        private final List<Pair<T>> changed = new ArrayList<>();

        Named(List<T> was, List<T> is, Function<T, String> name) {
            was.forEach(each -> this.was.put(name.apply(each), each));
            is.forEach(each -> this.is.put(name.apply(each), each));
            this.was.forEach(
                    (key, before) -> {
                        T now = this.is.getOrDefault(key, before);
                        if (!Objects.equals(before, now)) {
                            changed.add(new Pair<>(before, now));
                        }
                    });
        }

        List<T> added() {
            return only(is, was);
        }

        List<T> removed() {
            return only(was, is);
        }

        List<T> changedTo() {
            return changed.stream().map(Pair::is).toList();
        }

        List<String> comeOrGone() {
            List<String> names = new ArrayList<>(was.keySet());
            names.removeAll(is.keySet());
            is.keySet().stream().filter(name -> !was.containsKey(name)).forEach(names::add);
            return names;
        }

        private static <T> List<T> only(Map<String, T> here, Map<String, T> there) {
            return here.entrySet().stream()
                    .filter(each -> !there.containsKey(each.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}

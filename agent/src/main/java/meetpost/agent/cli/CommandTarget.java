package meetpost.agent.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import meetpost.agent.instance.Instance;
import meetpost.agent.instance.Instances;
import meetpost.agent.instance.NamedSettings;
import meetpost.agent.process.Host;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.topic.Topics;
import meetpost.agent.watch.Watched;

/**
 * Whom a subcommand talks to over MQTT: the settings that it was given, else the instance that runs
 * on this machine, else the default settings.
 *
 * @param actuators name to command topic
 * @param watched where it shows its values
 */
record CommandTarget(MqttSettings mqtt, Map<String, String> actuators, Watched watched) {

    CommandTarget {
        requireNonNull(mqtt, "mqtt");
        actuators = new TreeMap<>(actuators);
        requireNonNull(watched, "watched");
    }

    static CommandTarget of(Machine machine, Optional<String> config)
            throws IOException, SettingsException {
        if (config.isEmpty()) {
            var running = new Instances(machine.environment()).find();
            if (running.isPresent()) {
                return of(running.get(), machine);
            }
        }
        return of(settings(machine, config));
    }

    /** The settings of that file, else the default ones. */
    static Settings settings(Machine machine, Optional<String> config)
            throws IOException, SettingsException {
        var surroundings = new Host(machine.environment()).surroundings();
        return new SettingsReader(surroundings)
                .read(Path.of(config.orElse(RunCommand.DEFAULT_CONFIG)));
    }

    private static CommandTarget of(Settings settings) {
        var topics =
                new Topics(
                        settings.topics(), settings.mqtt().topicPrefix(), settings.device().id());
        return new CommandTarget(settings.mqtt(), topics.commands(settings), Watched.of(settings));
    }

    private static CommandTarget of(Instances.Found running, Machine machine)
            throws IOException, SettingsException {
        Instance instance = running.instance();
        if (instance.kind().equals("run")) {
            NamedSettings.check(Path.of(instance.config()));
            return of(settings(machine, Optional.of(instance.config())));
        }
        return new CommandTarget(
                MqttSettings.of(instance.urls(), instance.username(), running.password()),
                instance.actuators(),
                instance.watched());
    }
}

package meetpost.agent.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import meetpost.agent.announce.Announcements;
import meetpost.agent.announce.Declared;
import meetpost.agent.announce.Place;
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
 * @param places where it is, first, and where it was, as far as is known
 * @param declared every retained topic that its settings make it have; empty where an instance runs
 *     whose settings are not in a file
 */
record CommandTarget(
        MqttSettings mqtt,
        Map<String, String> actuators,
        Watched watched,
        List<Place> places,
        Set<String> declared) {

    CommandTarget {
        requireNonNull(mqtt, "mqtt");
        actuators = new TreeMap<>(actuators);
        requireNonNull(watched, "watched");
        places = List.copyOf(places);
        declared = Set.copyOf(declared);
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
        List<Place> places = new ArrayList<>();
        places.add(Place.of(settings));
        places.addAll(Announcements.places(settings.state()));
        places.add(Place.usual(settings.device().id()));
        return new CommandTarget(
                settings.mqtt(),
                topics.commands(settings),
                Watched.of(settings),
                places,
                Declared.by(settings, topics).topics());
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
                instance.watched(),
                List.of(instance.place(), Place.usual(instance.device())),
                Set.of());
    }
}

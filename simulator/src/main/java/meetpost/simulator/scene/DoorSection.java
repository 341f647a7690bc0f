package meetpost.simulator.scene;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.PinTypes;
import meetpost.agent.settings.yaml.ProblemReport;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Section;

/** {@code doors:}, one of them. */
final class DoorSection {

    static final Key<String> ROOM = Key.required("room", Scalars.NAME, "The room that it is in.");

    private static final Key<Integer> GPIO =
            Key.required("gpio", PinTypes.GPIO, "GPIO number of its contact.");
    private static final Key<SceneTypes.Level> OPEN =
            Key.of("open", SceneTypes.LEVEL, "low", "What an open door connects the line to.");
    private static final Key<Double> LOSS =
            Key.of("loss", SceneTypes.WATT_PER_KELVIN, "0", "While it is open, in W/K.");
    private static final Key<Duration> FIRST =
            Key.of("first", SceneTypes.MOMENT, "20s", "When it opens first.");
    private static final Key<Duration> EVERY =
            Key.optional("every", SceneTypes.LENGTH, "once", "How often it opens.");
    private static final Key<Duration> FOR =
            Key.of("for", SceneTypes.LENGTH, "10s", "How long it stays open.");

    static final Group GROUP =
            new Group("doors.<name>", List.of(GPIO, ROOM, OPEN, LOSS, FIRST, EVERY, FOR));

    private DoorSection() {}

    static Optional<Scene.Door> read(Section section, ProblemReport report) {
        Duration open = section.value(FOR);
        Optional<Duration> every = section.find(EVERY);
        if (every.isPresent() && every.get().compareTo(open) <= 0) {
            report.at(
                    section.at(EVERY),
                    "opens again before it has closed, expected more than `for`");
        }
        return section.find(GPIO)
                .flatMap(
                        gpio ->
                                section.find(ROOM)
                                        .map(
                                                room ->
                                                        new Scene.Door(
                                                                gpio,
                                                                section.value(OPEN)
                                                                        == SceneTypes.Level.HIGH,
                                                                room,
                                                                section.value(LOSS),
                                                                section.value(FIRST),
                                                                every,
                                                                open)));
    }
}

package meetpost.simulator.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.Named;
import meetpost.agent.settings.yaml.ProblemReport;
import meetpost.agent.settings.yaml.Section;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsFile;
import meetpost.agent.settings.yaml.Yaml;

/** From a scene file (YAML 1.2) to a {@link Scene}, or to all of its problems at once. */
public final class SceneReader {

    private static final Key<LocalTime> START =
            Key.of("start", SceneTypes.TIME, "09:00", "What time of day it is at first.");
    private static final Key<Section> OUTSIDE =
            Key.optional("outside", OutsideSection.GROUP, "its defaults", "The weather.");
    private static final Key<List<Named.Entry>> ROOMS =
            Key.required(
                    "rooms",
                    new Named("room", RoomSection.GROUP),
                    "Rooms; a sensor is in the first one unless `sensors:` says otherwise.");
    private static final Key<List<Named.Entry>> HEATERS =
            Key.optional(
                    "heaters",
                    new Named("heater or fan", HeaterSection.GROUP),
                    "none",
                    "What acts on a room while an output is on.");
    private static final Key<List<Named.Entry>> DOORS =
            Key.optional(
                    "doors",
                    new Named("door", DoorSection.GROUP),
                    "none",
                    "Doors with a contact on an input.");
    private static final Key<List<Named.Entry>> SENSORS =
            Key.optional(
                    "sensors",
                    new Named("sensor", PlacementSection.GROUP),
                    "all in the first room",
                    "Where the sensors of the settings are.");
    private static final Key<List<Named.Entry>> FAULTS =
            Key.optional(
                    "faults",
                    new Named("fault", MishapSection.GROUP),
                    "none",
                    "Faults on a timetable.");

    private static final Group ROOT =
            new Group("", List.of(START, OUTSIDE, ROOMS, HEATERS, DOORS, SENSORS, FAULTS));

    private static final Map<Key<List<Named.Entry>>, Key<String>> USERS_OF_ROOMS =
            Map.of(
                    HEATERS, HeaterSection.ROOM,
                    DOORS, DoorSection.ROOM,
                    SENSORS, PlacementSection.ROOM);

    private final ProblemReport report;
    private final Section root;

    private SceneReader(ProblemReport report, Section root) {
        this.report = report;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException if anything in it is wrong
     * @throws IOException if it is not there or cannot be read; the message is for people
     */
    public static Scene read(Path file) throws SettingsException, IOException {
        return read(file.toString(), SettingsFile.text(file));
    }

    /**
     * Reads a text.
     *
     * @param name of the file, for messages
     */
    public static Scene read(String name, String text) throws SettingsException {
        var report = new ProblemReport(name);
        Optional<Section> root =
                new Yaml(report).parse(text).flatMap(node -> ROOT.read(node, report));
        if (root.isEmpty()) {
            if (report.isEmpty()) {
                report.atStart("nothing but space and comments, expected rooms:");
            }
            throw report.exception();
        }
        return new SceneReader(report, root.get()).scene();
    }

    private Scene scene() throws SettingsException {
        List<Scene.Room> rooms = each(ROOMS, each -> RoomSection.read(each.name(), each.section()));
        List<Scene.Door> doors = each(DOORS, each -> DoorSection.read(each.section(), report));
        checkRooms();
        if (!report.isEmpty()) {
            throw report.exception();
        }
        return new Scene(
                root.value(START),
                OutsideSection.read(root.below(OUTSIDE, OutsideSection.GROUP)),
                rooms,
                each(HEATERS, each -> HeaterSection.read(each.section())),
                doors,
                each(SENSORS, each -> PlacementSection.read(each.name(), each.section())),
                each(FAULTS, each -> MishapSection.read(each.section())));
    }

    private void checkRooms() {
        List<String> names =
                root.find(ROOMS).orElse(List.of()).stream().map(Named.Entry::name).toList();
        if (names.isEmpty()) {
            if (root.find(ROOMS).isPresent()) {
                report.at(root.at(ROOMS), "no room at all, expected at least one");
            }
            return;
        }
        USERS_OF_ROOMS.forEach(
                (users, room) ->
                        root.find(users)
                                .orElse(List.of())
                                .forEach(user -> checkRoom(user.section(), room, names)));
    }

    private void checkRoom(Section user, Key<String> room, List<String> names) {
        user.find(room)
                .filter(name -> !names.contains(name))
                .ifPresent(
                        name ->
                                report.at(
                                        user.at(room),
                                        "there is no room "
                                                + ProblemReport.quoted(name)
                                                + ", expected "
                                                + String.join(" or ", names)));
    }

    private <T> List<T> each(Key<List<Named.Entry>> key, Function<Named.Entry, Optional<T>> made) {
        return root.find(key).orElse(List.of()).stream()
                .flatMap(entry -> made.apply(entry).stream())
                .toList();
    }
}

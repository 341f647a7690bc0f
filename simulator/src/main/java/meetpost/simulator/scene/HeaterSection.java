package meetpost.simulator.scene;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.PinTypes;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Section;

/** {@code heaters:}, one of them: a heater, a cooler, a fan. */
final class HeaterSection {

    static final Key<String> ROOM = Key.required("room", Scalars.NAME, "The room that it acts on.");

    private static final Key<Integer> GPIO =
            Key.required("gpio", PinTypes.GPIO, "GPIO number of its output.");
    private static final Key<SceneTypes.Level> ACTIVE =
            Key.of("active", SceneTypes.LEVEL, "high", "The level that is on: `high` or `low`.");
    private static final Key<Double> POWER =
            Key.of("power", SceneTypes.WATT, "0", "Into the room, in W; below 0 it cools.");
    private static final Key<Double> LOSS =
            Key.of("loss", SceneTypes.WATT_PER_KELVIN, "0", "To the outside, in W/K: a fan.");

    static final Group GROUP =
            new Group("heaters.<name>", List.of(GPIO, ROOM, ACTIVE, POWER, LOSS));

    private HeaterSection() {}

    static Optional<Scene.Heater> read(Section section) {
        return section.find(GPIO)
                .flatMap(
                        gpio ->
                                section.find(ROOM)
                                        .map(
                                                room ->
                                                        new Scene.Heater(
                                                                gpio,
                                                                section.value(ACTIVE)
                                                                        == SceneTypes.Level.HIGH,
                                                                room,
                                                                section.value(POWER),
                                                                section.value(LOSS))));
    }
}

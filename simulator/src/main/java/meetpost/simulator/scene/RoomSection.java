package meetpost.simulator.scene;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Section;

/** {@code rooms:}, one of them. */
final class RoomSection {

    private static final Key<Double> CAPACITY =
            Key.required("heat-capacity", Scalars.decimal(1, 1e9), "Of air and walls, in J/K.");
    private static final Key<Double> LOSS =
            Key.of("loss", SceneTypes.WATT_PER_KELVIN, "0", "To the outside, in W/K.");
    private static final Key<Double> GAIN =
            Key.of("gain", SceneTypes.WATT, "0", "Of people and what is always on, in W.");
    private static final Key<Double> TEMPERATURE =
            Key.of("temperature", SceneTypes.CELSIUS, "20", "At first, in °C.");
    private static final Key<Double> HUMIDITY =
            Key.of("humidity", SceneTypes.PERCENT, "50", "Relative, at first, in %.");

    static final Group GROUP =
            new Group("rooms.<name>", List.of(CAPACITY, LOSS, GAIN, TEMPERATURE, HUMIDITY));

    private RoomSection() {}

    static Optional<Scene.Room> read(String name, Section section) {
        return section.find(CAPACITY)
                .map(
                        capacity ->
                                new Scene.Room(
                                        name,
                                        capacity,
                                        section.value(LOSS),
                                        section.value(GAIN),
                                        section.value(TEMPERATURE),
                                        section.value(HUMIDITY)));
    }
}

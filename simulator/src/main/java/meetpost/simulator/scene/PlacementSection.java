package meetpost.simulator.scene;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Section;
import meetpost.simulator.chip.Ds18b20Family;

/** {@code sensors:}, one of them. */
final class PlacementSection {

    static final Key<String> ROOM = Key.required("room", Scalars.NAME, "The room that it is in.");

    private static final Key<Duration> LAG =
            Key.of("lag", SceneTypes.MOMENT, "15s", "How its housing follows the room.");
    private static final Key<Double> NOISE =
            Key.of("noise", Scalars.decimal(0, 1000), "1", "1 is what is usual, 0 is none.");

    private static final Key<Ds18b20Family> CLONE =
            Key.optional(
                    "clone",
                    SceneTypes.CLONE,
                    "a, the genuine part",
                    "Which copy a DS18B20 is (docs/chips.md).");

    private static final Key<Double> PULSES =
            Key.of("pulses", SceneTypes.PULSES, "6/min", "Of a counter: how many come.");

    static final Group GROUP =
            new Group("sensors.<name>", List.of(ROOM, LAG, NOISE, CLONE, PULSES));

    private PlacementSection() {}

    static Optional<Scene.Placement> read(String name, Section section) {
        return section.find(ROOM)
                .map(
                        room ->
                                new Scene.Placement(
                                        name,
                                        room,
                                        section.value(LAG),
                                        section.value(NOISE),
                                        section.find(CLONE),
                                        section.value(PULSES)));
    }
}

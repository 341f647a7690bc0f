package meetpost.simulator.scene;

import java.time.LocalTime;
import java.util.List;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Section;

/** {@code outside:}. */
final class OutsideSection {

    private static final Key<Double> MEAN =
            Key.of("mean", SceneTypes.CELSIUS, "10", "Mean temperature over the day, in °C.");
    private static final Key<Double> SWING =
            Key.of("swing", Scalars.decimal(0, 50), "5", "As far above and below it, in K.");
    private static final Key<LocalTime> WARMEST =
            Key.of("warmest", SceneTypes.TIME, "15:00", "When it is warmest.");
    private static final Key<Double> PRESSURE =
            Key.of("pressure", Scalars.decimal(300, 1100), "1013.25", "Of the air, in hPa.");
    private static final Key<Double> DRIFT =
            Key.of("drift", Scalars.decimal(0, 20), "1", "How far the weather strays, in K.");

    static final Group GROUP = new Group("outside", List.of(MEAN, SWING, WARMEST, PRESSURE, DRIFT));

    private OutsideSection() {}

    static Scene.Outside read(Section section) {
        return new Scene.Outside(
                section.value(MEAN),
                section.value(SWING),
                section.value(WARMEST),
                section.value(PRESSURE),
                section.value(DRIFT));
    }
}

package meetpost.simulator.scene;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.Group;
import meetpost.agent.settings.yaml.Key;
import meetpost.agent.settings.yaml.Scalars;
import meetpost.agent.settings.yaml.Section;
import meetpost.simulator.mount.ChipFault;

/** {@code faults:}, one of them. */
final class MishapSection {

    private static final Key<String> SENSOR =
            Key.required("sensor", Scalars.NAME, "The sensor of the settings.");
    private static final Key<ChipFault> FAULT =
            Key.required("fault", SceneTypes.FAULT, "What is wrong with it.");
    private static final Key<Duration> AT = Key.of("at", SceneTypes.MOMENT, "0", "When it begins.");
    private static final Key<Duration> FOR =
            Key.optional("for", SceneTypes.LENGTH, "for good", "How long it lasts.");

    static final Group GROUP = new Group("faults.<name>", List.of(SENSOR, FAULT, AT, FOR));

    private MishapSection() {}

    static Optional<Scene.Mishap> read(Section section) {
        return section.find(SENSOR)
                .flatMap(
                        sensor ->
                                section.find(FAULT)
                                        .map(
                                                fault ->
                                                        new Scene.Mishap(
                                                                sensor,
                                                                fault,
                                                                section.value(AT),
                                                                section.find(FOR))));
    }
}

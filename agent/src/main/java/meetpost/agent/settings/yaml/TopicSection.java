package meetpost.agent.settings.yaml;

import java.util.List;
import meetpost.agent.settings.TopicSettings;

/** {@code topics:}. */
final class TopicSection {

    /** In which language quantities are named. */
    enum Language {
        DUTCH,
        ENGLISH
    }

    private static final Key<String> SENSORS =
            Key.of("sensors", TopicTypes.LEVEL, "sensoren", "First level of the sensors' topics.");
    private static final Key<String> INPUTS =
            Key.of("inputs", TopicTypes.LEVEL, "ingangen", "First level of the inputs' topics.");
    private static final Key<String> ACTUATORS =
            Key.of(
                    "actuators",
                    TopicTypes.LEVEL,
                    "actuatoren",
                    "First level of the outputs' topics.");
    private static final Key<String> DEVICES =
            Key.of(
                    "devices",
                    TopicTypes.LEVEL,
                    "apparaten",
                    "First level of the board's own topics.");
    private static final Key<String> RULES =
            Key.of("rules", TopicTypes.LEVEL, "regelingen", "First level of the rules' topics.");
    private static final Key<String> ALARMS =
            Key.of("alarms", TopicTypes.LEVEL, "alarmen", "First level of the alarms' topics.");
    private static final Key<Language> QUANTITIES =
            Key.of(
                    "quantities",
                    Scalars.choice(List.of(Language.values())),
                    "dutch",
                    "Names of quantities in topics and JSON: `temperatuur` or `temperature`.");

    static final Group GROUP =
            new Group(
                    "topics",
                    List.of(SENSORS, INPUTS, ACTUATORS, DEVICES, RULES, ALARMS, QUANTITIES));

    private TopicSection() {}

    static TopicSettings read(Section section) {
        return new TopicSettings(
                section.value(SENSORS),
                section.value(INPUTS),
                section.value(ACTUATORS),
                section.value(DEVICES),
                section.value(RULES),
                section.value(ALARMS),
                section.value(QUANTITIES) == Language.ENGLISH);
    }
}

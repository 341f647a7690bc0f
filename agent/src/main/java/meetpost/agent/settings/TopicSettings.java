package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

/**
 * The first level of each tree, and the language of quantities.
 *
 * @param english whether quantities are named {@code temperature} rather than {@code temperatuur}
 */
public record TopicSettings(
        String sensors,
        String inputs,
        String actuators,
        String devices,
        String rules,
        String alarms,
        boolean english) {

    public TopicSettings {
        requireNonNull(sensors, "sensors");
        requireNonNull(inputs, "inputs");
        requireNonNull(actuators, "actuators");
        requireNonNull(devices, "devices");
        requireNonNull(rules, "rules");
        requireNonNull(alarms, "alarms");
    }

    /** With rules below {@code regelingen}, and alarms below {@code alarmen}. */
    public TopicSettings(
            String sensors, String inputs, String actuators, String devices, boolean english) {
        this(sensors, inputs, actuators, devices, "regelingen", "alarmen", english);
    }
}

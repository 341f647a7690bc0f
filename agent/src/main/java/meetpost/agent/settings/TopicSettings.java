package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

/**
 * The first level of each tree, and the language of quantities.
 *
 * @param english whether quantities are named {@code temperature} rather than {@code temperatuur}
 */
public record TopicSettings(
        String sensors, String inputs, String actuators, String devices, boolean english) {

    public TopicSettings {
        requireNonNull(sensors, "sensors");
        requireNonNull(inputs, "inputs");
        requireNonNull(actuators, "actuators");
        requireNonNull(devices, "devices");
    }
}

package meetpost.agent.topic;

import meetpost.agent.settings.TopicSettings;

/** The first levels of topics, prefix apart. */
public enum Tree {
    SENSORS,
    INPUTS,
    ACTUATORS,
    RULES,
    ALARMS,
    DEVICES;

    /** What settings call it. */
    String in(TopicSettings names) {
        return switch (this) {
            case SENSORS -> names.sensors();
            case INPUTS -> names.inputs();
            case ACTUATORS -> names.actuators();
            case RULES -> names.rules();
            case ALARMS -> names.alarms();
            case DEVICES -> names.devices();
        };
    }
}

package meetpost.agent.rule;

import meetpost.agent.settings.rule.AlarmSettings;

/** Hears of alarms, on the rules' thread. Must not block. */
@FunctionalInterface
public interface AlarmListener {

    /** Nobody wants to know. */
    AlarmListener NOBODY = (alarm, word, message) -> {};

    /**
     * An alarm has changed.
     *
     * @param word {@code ON}, {@code OFF} or {@code UNKNOWN}
     * @param message in words; empty where it is off
     */
    void alarm(AlarmSettings alarm, String word, String message);
}

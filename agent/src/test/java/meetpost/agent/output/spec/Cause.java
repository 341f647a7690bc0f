package meetpost.agent.output.spec;

import java.util.Locale;

/** Why an output is what it is, in the words of {@code actuatoren/<actuator>/cause}. */
enum Cause {
    START,
    STOP,
    COMMAND,
    PULSE,
    MAX_ON,
    REFRESH,
    ON_BROKER_LOSS,
    INTERLOCK,
    RULE,
    FORCED,
    RELOAD;

    static Cause of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

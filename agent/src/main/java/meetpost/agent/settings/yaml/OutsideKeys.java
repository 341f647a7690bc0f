package meetpost.agent.settings.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import meetpost.agent.settings.PickedValue;

/** Keys of sensors that something else than a driver measures. */
final class OutsideKeys {

    private static final int MOST_ARGUMENTS = 32;
    private static final int LONGEST_ARGUMENT = 1000;

    static final Key<List<PickedValue>> VALUES =
            Key.optional(
                    "values",
                    new ValuesType(),
                    "required for `mqtt` and `command`",
                    "Of `mqtt` and `command`: what of the text counts. `{temperatuur: temperature}` are"
                            + " quantities with paths in JSON, `temperatuur` a text that is"
                            + " nothing but the number, `{batterij: {path: battery, unit: \"%\"}}` a"
                            + " quantity with a unit of its own.");
    static final Key<Boolean> REPUBLISH =
            Key.of(
                    "republish",
                    Scalars.FLAG,
                    "false",
                    "Of `mqtt`: `true` publishes on `sensoren/` and its name what was heard, after"
                            + " `offset`, `limits` and the like.");

    static final Key<List<String>> COMMAND =
            Key.optional(
                    "command",
                    new Items<>(
                            Scalar.any(
                                    "a text such as --celsius",
                                    Map.of("type", "string", "maxLength", LONGEST_ARGUMENT),
                                    OutsideKeys::argument),
                            true,
                            1,
                            MOST_ARGUMENTS,
                            "a program and its arguments, such as [/usr/local/bin/reading, --celsius]"),
                    "required for `command`",
                    "Of `command`: the program's absolute path, and its arguments as they are: there"
                            + " is no shell. It belongs to root or to the user that runs this, as"
                            + " its directory does, and no other may write them.");
    static final Key<Duration> TIMEOUT =
            Key.of(
                    "timeout",
                    Units.duration("5s", Duration.ofMillis(100), Duration.ofMinutes(5)),
                    "5s",
                    "Of `command`: after this the program is killed, with all that it started;"
                            + " 100ms to 5m.");

    private OutsideKeys() {}

    /** A path with a space in it is more often a line for a shell. */
    static boolean isAbsolute(String path) {
        return path.startsWith("/") && !path.endsWith("/") && path.indexOf(' ') < 0;
    }

    private static String argument(String text) throws WrongValue {
        if (text.length() > LONGEST_ARGUMENT || text.indexOf(0) >= 0) {
            throw new WrongValue(
                    "an argument of %s characters, expected at most %s and no zero byte"
                            .formatted(text.length(), LONGEST_ARGUMENT));
        }
        return text;
    }
}

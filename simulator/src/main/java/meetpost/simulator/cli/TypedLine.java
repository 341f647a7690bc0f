package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import meetpost.agent.advice.Shell;

/**
 * The line that started us, as one would type it again.
 *
 * @param command {@code ./meetpost}
 * @param arguments with the subcommand first
 */
record TypedLine(String command, List<String> arguments) {

    TypedLine {
        requireNonNull(command, "command");
        arguments = List.copyOf(arguments);
    }

    static TypedLine of(Map<String, String> environment, List<String> arguments) {
        return new TypedLine(environment.getOrDefault("MEETPOST_COMMAND", "meetpost"), arguments);
    }

    /** Leaves an option and its value out. */
    String without(String option) {
        var typed = new StringBuilder(command);
        boolean value = false;
        for (String argument : arguments) {
            boolean leave = argument.equals(option);
            if (!value && !leave && !argument.startsWith(option + "=")) {
                typed.append(' ').append(Shell.quoted(argument));
            }
            value = leave;
        }
        return typed.toString();
    }
}

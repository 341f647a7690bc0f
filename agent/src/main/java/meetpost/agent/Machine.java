package meetpost.agent;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.util.Map;

/**
 * What Main alone may take from the process, handed to those who need it.
 *
 * @param environment the process's variables
 * @param out for what was asked for
 * @param err for what went wrong
 * @param stop SIGTERM, SIGINT
 */
public record Machine(
        Map<String, String> environment, PrintStream out, PrintStream err, StopSignal stop) {

    public Machine {
        environment = Map.copyOf(environment);
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(stop, "stop");
    }
}

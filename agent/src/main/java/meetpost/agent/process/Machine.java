package meetpost.agent.process;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What Main alone may take from the process, handed to those who need it.
 *
 * @param environment the process's variables
 * @param out for what was asked for
 * @param err for what went wrong
 * @param stop SIGTERM, SIGINT
 * @param reload SIGHUP
 * @param clock the calendar
 */
public record Machine(
        Map<String, String> environment,
        PrintStream out,
        PrintStream err,
        StopSignal stop,
        ReloadSignal reload,
        Clock clock) {

    public Machine {
        environment = Map.copyOf(environment);
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(stop, "stop");
        requireNonNull(reload, "reload");
        requireNonNull(clock, "clock");
    }

    /** One that is never asked to read its settings again. */
    public Machine(
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            StopSignal stop,
            Clock clock) {
        this(environment, out, err, stop, new ReloadSignal(), clock);
    }
}

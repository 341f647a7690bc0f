package meetpost.agent.process;

import java.util.concurrent.Callable;

/** A subcommand that another module brings, found through {@link java.util.ServiceLoader}. */
public interface Subcommand {

    /**
     * The object that picocli fills and calls: annotated with {@code @Command}, gives the exit
     * code.
     */
    Callable<Integer> command(Machine machine);
}

package meetpost.agent.output.spec;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;

/** One run of the program, from its start to its stop or its death. */
interface Program {

    void start();

    /**
     * A command comes.
     *
     * @param stored whether it is a copy that the broker had stored
     */
    void command(String output, String payload, boolean stored);

    /** To the last command; empty: not yet. */
    Optional<Reply> reply();

    /**
     * A rule wants something.
     *
     * @return what stands in the way; empty: it was done
     */
    Optional<String> wish(String output, boolean on);

    /** Does what is due; gives the nanoseconds until something is due again. */
    long tick();

    void rules(List<ActuatorSettings> settings);

    /** Whether it keeps its outputs at {@code at-crash} because it was started too often. */
    boolean heldBack();

    /** Outputs go to their stop level. */
    void rest();

    /** It ends. */
    void close();
}

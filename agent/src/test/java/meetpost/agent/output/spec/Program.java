package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.output.Outcome;
import meetpost.agent.settings.ActuatorSettings;

/** One run of the program, from its start to its stop or its death. */
interface Program {

    void start();

    Outcome command(String output, Step.Kind kind, Duration length, Optional<String> id);

    /** Does what is due; gives the nanoseconds until something is due again. */
    long tick();

    void rules(List<ActuatorSettings> settings);

    /** Whether it keeps its outputs at {@code at-crash} because it was started too often. */
    boolean heldBack();

    void stop();
}

package meetpost.agent.output;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.output.Outcome.Refused;
import meetpost.agent.settings.ActuatorSettings.AtStart;

/** Switches one output where nothing forbids it, and tells those who want to know. */
final class Switching {

    private final LastStates lastStates;
    private final OutputListener listener;
    private Obstacles obstacles;

    Switching(Obstacles obstacles, LastStates lastStates, OutputListener listener) {
        this.obstacles = obstacles;
        this.lastStates = lastStates;
        this.listener = listener;
    }

    /** From now on something else stands in the way. */
    void obstacles(Obstacles others) {
        obstacles = others;
    }

    /**
     * On, if nothing forbids it.
     *
     * @param length of a pulse, or empty
     */
    Outcome on(Output output, Optional<Duration> length, Origin origin) throws IOException {
        Optional<Refused> obstacle = obstacles.toSwitchOn(output);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        try {
            output.switchOn(length, origin);
        } finally {
            changed(output);
        }
        return new Done(output.readBack(), output.leftWhenAsked());
    }

    Outcome off(Output output, Origin origin) throws IOException {
        try {
            output.switchOff(origin);
        } finally {
            changed(output);
        }
        return asItIs(output);
    }

    static Outcome asItIs(Output output) throws IOException {
        return new Done(output.readBack(), output.left());
    }

    /** Tells and keeps what the output is now. */
    void changed(Output output) {
        tell(output);
        if (output.rules().atStart() == AtStart.LAST) {
            // A pulse must not become "for ever on" because the program ended during it.
            lastStates.keep(output.name(), output.shouldBeOn() && !output.pulsing());
        }
    }

    /** Tells what the output is now. */
    void tell(Output output) {
        try {
            listener.state(output.name(), output.state());
        } catch (IOException unknown) {
            // Nothing true can be told. Whoever switched has said why.
        }
    }
}

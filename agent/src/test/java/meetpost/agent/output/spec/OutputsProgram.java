package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.OutputState;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.TestDisk;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;

/** The program's own outputs. */
final class OutputsProgram implements Program {

    private final Outputs outputs;

    /** Is told what the program says of its outputs. */
    interface Told {

        void told(String output, OutputState state);
    }

    OutputsProgram(
            List<ActuatorSettings> settings,
            Board board,
            Ticks ticks,
            BrokerSilence silence,
            Told told) {
        outputs = new Outputs(settings, board, TestDisk.fresh(ticks), silence, ticks, told::told);
    }

    @Override
    public void start() {
        outputs.start();
    }

    @Override
    public Outcome command(String output, Step.Kind kind, Duration length, Optional<String> id) {
        Origin origin = Origin.command(id);
        return switch (kind) {
            case ON -> outputs.on(output, origin);
            case OFF -> outputs.off(output, origin);
            case TOGGLE -> outputs.toggle(output, origin);
            case PULSE -> outputs.pulse(output, length, origin);
        };
    }

    @Override
    public long tick() {
        return outputs.tick();
    }

    @Override
    public void rules(List<ActuatorSettings> settings) {
        outputs.rules(settings);
    }

    @Override
    public void stop() {
        try {
            outputs.rest(Duration.ofSeconds(5), true);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }
}

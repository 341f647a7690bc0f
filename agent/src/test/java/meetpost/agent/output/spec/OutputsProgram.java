package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.output.ModelDisk;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.Outputs;
import meetpost.agent.settings.ActuatorSettings;

/** The program's own outputs. */
final class OutputsProgram implements Program {

    private final Outputs outputs;
    private final ModelDisk disk;

    OutputsProgram(Outputs outputs, ModelDisk disk) {
        this.outputs = outputs;
        this.disk = disk;
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
    public boolean heldBack() {
        return disk.heldBack();
    }

    @Override
    public void stop() {
        try {
            outputs.rest(Duration.ofSeconds(5), true);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
        disk.close();
    }
}

package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.command.DirectDesk;
import meetpost.agent.output.Cause;
import meetpost.agent.output.ModelDisk;
import meetpost.agent.output.Origin;
import meetpost.agent.output.Outcome;
import meetpost.agent.output.Outputs;
import meetpost.agent.output.Reason;
import meetpost.agent.settings.ActuatorSettings;

/** The program's own outputs, and what executes commands on them. */
final class OutputsProgram implements Program {

    private final Outputs outputs;
    private final DirectDesk desk;
    private final ModelDisk disk;

    OutputsProgram(Outputs outputs, DirectDesk desk, ModelDisk disk) {
        this.outputs = outputs;
        this.desk = desk;
        this.disk = disk;
    }

    @Override
    public void start() {
        outputs.start();
        desk.started();
    }

    @Override
    public void command(String output, String payload, boolean stored) {
        desk.send(output, payload, stored);
    }

    @Override
    public Optional<Reply> reply() {
        return desk.answer().map(Reply::of);
    }

    @Override
    public Optional<String> wish(String output, boolean on) {
        Origin rule = Origin.of(Cause.RULE, new Reason("warm", "17.9 is below 18.5"));
        Outcome outcome = on ? outputs.on(output, rule) : outputs.off(output, rule);
        return outcome instanceof Outcome.Refused refused
                ? Optional.of(refused.obstacle().name())
                : Optional.empty();
    }

    @Override
    public long tick() {
        return outputs.tick();
    }

    @Override
    public void rules(List<ActuatorSettings> settings) {
        outputs.rules(settings);
        desk.settings(settings);
    }

    @Override
    public boolean heldBack() {
        return disk.heldBack();
    }

    @Override
    public void rest() {
        try {
            outputs.rest(Duration.ofSeconds(5), true);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    @Override
    public void close() {
        disk.close();
    }
}

package meetpost.simulator.cli;

import java.util.concurrent.Callable;
import meetpost.agent.process.Machine;
import meetpost.agent.process.Subcommand;

/** Brings {@code meetpost simulate}. */
public final class SimulateSubcommand implements Subcommand {

    @Override
    public Callable<Integer> command(Machine machine) {
        return new SimulateCommand(machine);
    }
}

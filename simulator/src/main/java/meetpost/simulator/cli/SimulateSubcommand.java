package meetpost.simulator.cli;

import java.util.concurrent.Callable;
import meetpost.agent.Machine;
import meetpost.agent.Subcommand;

/** Brings {@code meetpost simulate}. */
public final class SimulateSubcommand implements Subcommand {

    @Override
    public Callable<Integer> command(Machine machine) {
        return new SimulateCommand(machine);
    }
}

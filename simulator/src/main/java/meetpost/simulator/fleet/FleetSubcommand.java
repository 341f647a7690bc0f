package meetpost.simulator.fleet;

import java.util.concurrent.Callable;
import meetpost.agent.process.Machine;
import meetpost.agent.process.Subcommand;

/** Brings {@code meetpost fleet}. */
public final class FleetSubcommand implements Subcommand {

    @Override
    public Callable<Integer> command(Machine machine) {
        return new FleetCommand(machine);
    }
}

package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.OptionalInt;
import meetpost.agent.instance.PortHolder;
import meetpost.agent.process.Machine;

/** The ports that a simulation listens on. */
final class Ports {

    /** Where Mosquitto usually is, and whoever has it can use it. */
    private static final int MQTT = 1883;

    private final Machine machine;
    private final boolean network;
    private final TypedLine typed;

    /** With {@code network} on every address of this machine, else on loopback. */
    Ports(Machine machine, boolean network, TypedLine typed) {
        this.machine = requireNonNull(machine, "machine");
        this.network = network;
        this.typed = requireNonNull(typed, "typed");
    }

    /**
     * The port to use; empty if {@code wanted} is taken, which was said then with the line to type
     * instead.
     *
     * @param wanted 0: any
     */
    OptionalInt port(String option, int wanted) throws IOException {
        if (wanted == 0) {
            return OptionalInt.of(PortHolder.anyFree());
        }
        if (PortHolder.free(network ? "0.0.0.0" : "127.0.0.1", wanted)) {
            return OptionalInt.of(wanted);
        }
        String holder = new PortHolder().of(wanted).map(who -> " by " + who).orElse("");
        machine.err().println("meetpost: port " + wanted + " is taken" + holder + ".");
        String instead =
                wanted == MQTT && !network
                        ? "--broker mqtt://localhost:1883"
                        : option + " " + PortHolder.anyFree();
        machine.err().println("Type instead: " + typed.without(option) + " " + instead);
        return OptionalInt.empty();
    }
}

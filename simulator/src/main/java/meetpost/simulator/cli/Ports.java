package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import meetpost.agent.instance.PortHolder;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.DashboardSettings;
import meetpost.broker.settings.Authority;

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

    /** Whether all of these are free; where one is taken, that was said with what to type. */
    boolean free(List<URI> listeners) throws IOException {
        for (URI listener : listeners) {
            Authority at = Authority.of(listener);
            if (at.port() > 0 && !PortHolder.free(at.bareHost(), at.port())) {
                String option = listener.getScheme().startsWith("ws") ? "--ws-port" : "--port";
                sayTaken(option, at.port(), option + " " + PortHolder.anyFree());
                return false;
            }
        }
        return true;
    }

    /** Whether the page can be served there; where it cannot, that was said. */
    boolean freeForPage(DashboardSettings page) throws IOException {
        boolean free = page.port() == 0 || PortHolder.free(page.host(), page.port());
        if (!free) {
            sayTaken("--http-port", page.port(), "--http-port " + PortHolder.anyFree());
        }
        return free;
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
        String instead =
                wanted == MQTT && !network
                        ? "--broker mqtt://localhost:1883"
                        : option + " " + PortHolder.anyFree();
        sayTaken(option, wanted, instead);
        return OptionalInt.empty();
    }

    private void sayTaken(String option, int port, String instead) {
        String holder = new PortHolder().of(port).map(who -> " by " + who).orElse("");
        machine.err().println("meetpost: port " + port + " is taken" + holder + ".");
        machine.err().println("Type instead: " + typed.without(option) + " " + instead);
    }
}

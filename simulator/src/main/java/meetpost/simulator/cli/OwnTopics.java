package meetpost.simulator.cli;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import meetpost.agent.claim.Conflict;
import meetpost.agent.process.Machine;
import meetpost.agent.publish.Hearing;
import meetpost.agent.publish.Identity;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;

/** Topics of its own for a board that is made up, where another one on the broker has them. */
final class OwnTopics {

    /** A board that says that it is there has five seconds to answer. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Machine machine;

    OwnTopics(Machine machine) {
        this.machine = requireNonNull(machine, "machine");
    }

    /** The same, or with a prefix; that is printed then. Blocks for ten seconds at most. */
    SimulatedSettings of(SimulatedSettings read) throws InterruptedException {
        Settings settings = read.settings();
        var random = new SecureRandom();
        String device = settings.device().id();
        var identity = Identity.of(device, read.serial(), machine.clock().instant(), random);
        List<Conflict> lost = new Hearing(settings, identity, Ticks.REAL, random).lost(LONGEST);
        if (lost.isEmpty()) {
            return read;
        }
        String prefix = settings.mqtt().topicPrefix() + device + "/";
        Conflict first = lost.get(0);
        machine.out()
                .println(
                        "topics     all below %s, because %s has %s and more on this broker"
                                .formatted(prefix, first.other().device(), first.topics().get(0)));
        return read.under(prefix);
    }
}

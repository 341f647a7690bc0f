package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import meetpost.agent.instance.Instance;

/**
 * Who holds the board.
 *
 * @param running the agent that runs
 * @param config the settings that we look at, absolute
 */
record InstanceCheck(Optional<Instance> running, Optional<String> config) implements Check {

    private static final String TOPIC = "instance";

    InstanceCheck {
        requireNonNull(running, "running");
        requireNonNull(config, "config");
    }

    @Override
    public List<Finding> findings() {
        if (running.isEmpty()) {
            return List.of(
                    Finding.none(
                            TOPIC,
                            "no agent runs on this machine: this command judges alone, and does not"
                                    + " know how sensors and outputs are"));
        }
        Instance one = running.get();
        String text = "process %s with %s".formatted(one.pid(), one.config());
        if (one.kind().equals("run") && config.isPresent() && !config.get().equals(one.config())) {
            return List.of(
                    Finding.fail(
                            TOPIC,
                            text + " holds the board, so " + config.get() + " cannot run beside it",
                            "sudo systemctl stop meetpost    # or: kill " + one.pid()));
        }
        String kind = one.kind().equals("run") ? "" : "a simulation: ";
        return List.of(Finding.ok(TOPIC, kind + text));
    }
}

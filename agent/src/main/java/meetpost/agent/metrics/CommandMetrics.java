package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import meetpost.agent.command.CommandDesk;
import meetpost.agent.command.Refusal;

/** What came of commands. */
record CommandMetrics(CommandDesk commands) implements Source {

    CommandMetrics {
        requireNonNull(commands, "commands");
    }

    @Override
    public void write(Exposition text) {
        text.counter(
                        "meetpost_commands_total",
                        "Commands by what came of them: accepted, or why they were refused.")
                .sample(commands.accepted(), "outcome", "accepted");
        for (Refusal reason : Refusal.values()) {
            text.sample(commands.refused(reason), "outcome", reason.text());
        }
        text.counter(
                        "meetpost_commands_unanswered_total",
                        "Commands that were executed and whose answer did not reach the broker.")
                .sample(commands.unanswered());
    }
}

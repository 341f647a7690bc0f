package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How long a person's command stands against a rule. */
public sealed interface Overriding {

    /** Two hours. */
    Overriding USUAL = new Lasting(Duration.ofHours(2));

    /** From the first command that differs from what the rule wants. */
    record Lasting(Duration length) implements Overriding {

        public Lasting {
            requireNonNull(length, "length");
        }
    }

    /** Until the rule wants something else than it wanted then. */
    record UntilNext() implements Overriding {}

    /** Not at all: the command is refused. */
    record Never() implements Overriding {}
}

package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What makes an output change.
 *
 * @param id of the command, where it has one
 * @param reason of a rule, where one is behind it
 */
public record Origin(Cause cause, Optional<String> id, Optional<Reason> reason) {

    public Origin {
        requireNonNull(cause, "cause");
        requireNonNull(id, "id");
        requireNonNull(reason, "reason");
    }

    /** Without a rule. */
    public Origin(Cause cause, Optional<String> id) {
        this(cause, id, Optional.empty());
    }

    /** A rule's wish. */
    public static Origin of(Cause cause, Reason reason) {
        return new Origin(cause, Optional.empty(), Optional.of(reason));
    }

    /** Somebody's command. */
    public static Origin command(Optional<String> id) {
        return new Origin(Cause.COMMAND, id);
    }

    /** What has no id. */
    public static Origin of(Cause cause) {
        return new Origin(cause, Optional.empty());
    }

    /** Whether it is a rule's wish. */
    boolean isOfRule() {
        return reason.isPresent();
    }

    /** The same, where it asks for a length. */
    Origin ofPulse() {
        return cause == Cause.COMMAND ? new Origin(Cause.PULSE, id) : this;
    }
}

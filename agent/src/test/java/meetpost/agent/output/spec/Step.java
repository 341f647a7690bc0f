package meetpost.agent.output.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;

/** What happens to a board. Any step may follow any other, so that a sequence can be shortened. */
sealed interface Step {

    /**
     * Somebody commands an output.
     *
     * @param output by its place in the settings
     * @param length of a pulse
     * @param expires from what the calendar shows
     * @param stored whether it is a copy that the broker had stored
     */
    record Command(
            int output,
            Kind kind,
            Duration length,
            Optional<String> id,
            Optional<Duration> expires,
            boolean stored)
            implements Step {

        /**
         * What comes on {@code actuatoren/<actuator>/set}.
         *
         * @param until the same as {@code expires}
         */
        String payload(Optional<Instant> until) {
            if (kind != Kind.PULSE && id.isEmpty() && until.isEmpty()) {
                return kind.name();
            }
            var json = new StringBuilder("{\"state\":\"");
            json.append(kind == Kind.PULSE ? Kind.ON : kind).append('"');
            if (kind == Kind.PULSE) {
                json.append(",\"for\":\"").append(length.toMillis()).append("ms\"");
            }
            id.ifPresent(text -> json.append(",\"id\":\"").append(text).append('"'));
            until.ifPresent(at -> json.append(",\"expires\":\"").append(at).append('"'));
            return json.append('}').toString();
        }
    }

    /** A rule wants something of an output. */
    record Wish(int output, boolean on) implements Step {}

    enum Kind {
        ON,
        OFF,
        TOGGLE,
        PULSE
    }

    /** Time goes on; what is due is done when the program says it is due. */
    record Wait(Duration duration) implements Step {}

    /** How the broker is from now on. */
    record Link(Broker broker) implements Step {}

    enum Broker {
        /** Something of it comes all the time. */
        TALKS,
        /** Nothing comes but answers. */
        ANSWERS,
        SILENT
    }

    /** The file says something else now. */
    record Reload(List<ActuatorSettings> settings) implements Step {}

    /** Somebody else holds the line of an output on or off, or lets go of it. */
    record Force(int output, Optional<Boolean> on) implements Step {}

    /** Somebody else drives the line of an output once. */
    record Push(int output, boolean on) implements Step {}

    /** How the disk is from now on. */
    record Disk(Health health) implements Step {}

    enum Health {
        WELL,
        FULL,
        STALLED
    }

    /**
     * The process is killed, and started again after a while.
     *
     * @param drives so many drives of a line later, in the middle of the last; empty: at once
     */
    record Kill(Optional<Integer> drives, After after, Duration gone) implements Step {}

    enum After {
        /** The lines keep their levels until the program is there again. */
        NOTHING,
        /** The service drives every line to its {@code at-crash} level. */
        SAFE_STATE,
        /** The board was without power: all is off, and the kernel is another one. */
        POWER
    }

    /**
     * SIGTERM, and started again after a while.
     *
     * @param late comes when outputs are at their stop level
     */
    record Stop(Optional<Command> late, Duration gone) implements Step {}

    /** The calendar is set to another time. */
    record Calendar(Duration by) implements Step {}
}

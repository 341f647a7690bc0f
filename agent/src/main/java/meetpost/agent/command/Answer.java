package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import meetpost.agent.output.Outcome;
import meetpost.agent.time.DurationText;

/** What came of a command, as its sender is told. */
public sealed interface Answer {

    /**
     * It was executed.
     *
     * @param on as read back from the line
     * @param left how long it stays on, where a pulse runs
     * @param stored false: the disk does not have yet what must outlive a crash
     */
    record Accepted(boolean on, Optional<Duration> left, boolean stored) implements Answer {

        public Accepted {
            requireNonNull(left, "left");
        }

        /** Where the disk has it, or needs not have it. */
        public Accepted(boolean on, Optional<Duration> left) {
            this(on, left, true);
        }
    }

    /** It was not executed. */
    record Refused(Refusal reason, String message) implements Answer {

        public Refused {
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }
    }

    /**
     * A network has it, or had it; what the device did nobody knows.
     *
     * @param on what it was told
     * @param message for people, where it failed; empty otherwise
     */
    record Forwarded(boolean on, Stage stage, String message) implements Answer {

        public Forwarded {
            requireNonNull(stage, "stage");
            requireNonNull(message, "message");
        }
    }

    /** How far a downlink has come. */
    enum Stage {
        /** It waits at the network for the device. */
        QUEUED("queued"),
        /** A gateway was given it. */
        SENT("sent"),
        /** The device has said that it has it. */
        ACKNOWLEDGED("acknowledged"),
        FAILED("failed");

        private final String text;

        Stage(String text) {
            this.text = text;
        }

        /** As answers show it. */
        public String text() {
            return text;
        }
    }

    /** The answer that an outcome is. */
    static Answer of(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return new Accepted(done.on(), done.left(), done.stored().getNow(true));
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        Refusal reason =
                switch (refused.obstacle()) {
                    case INTERLOCK -> Refusal.INTERLOCK;
                    case MIN_OFF -> Refusal.MIN_OFF;
                    case MIN_ON -> Refusal.MIN_ON;
                    case REST -> Refusal.REST;
                    case STOPPING -> Refusal.SHUTTING_DOWN;
                    case FAULT -> Refusal.OUTPUT_FAULT;
                };
        return new Refused(reason, refused.message());
    }

    /**
     * {@code {"id":"42","accepted":true,"state":"ON","for":"5s"}}.
     *
     * @param count where it answers several commands at once, of how many
     */
    default String json(Optional<String> id, OptionalLong count) {
        JsonStringWriter json = JsonWriter.string().object();
        id.ifPresent(text -> json.value("id", text));
        if (this instanceof Accepted accepted) {
            json.value("accepted", true).value("state", accepted.on() ? "ON" : "OFF");
            accepted.left().ifPresent(left -> json.value("for", DurationText.of(left)));
            if (!accepted.stored()) {
                json.value("stored", false);
            }
        } else if (this instanceof Refused refused) {
            json.value("accepted", false)
                    .value("reason", refused.reason().text())
                    .value("message", refused.message());
        }
        if (this instanceof Forwarded forwarded) {
            boolean failed = forwarded.stage() == Stage.FAILED;
            json.value("accepted", !failed)
                    .value("state", forwarded.on() ? "ON" : "OFF")
                    .value("stage", forwarded.stage().text());
            if (failed) {
                json.value("reason", Refusal.OUTPUT_FAULT.text())
                        .value("message", forwarded.message());
            }
        }
        count.ifPresent(many -> json.value("count", many));
        return json.end().done();
    }
}

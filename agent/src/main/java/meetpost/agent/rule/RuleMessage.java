package meetpost.agent.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person tells a rule: a mode ({@code auto}, {@code off}, {@code manual}, {@code service}),
 * or a setpoint ({@code 21}), or JSON with {@code mode} or {@code setpoint}, {@code for} and {@code
 * id}.
 */
sealed interface RuleMessage {

    /** More is no message. */
    int MAX_BYTES = 1024;

    /** What the sender calls it. */
    Optional<String> id();

    /** To be in this mode. */
    record ToMode(Mode mode, Optional<String> id) implements RuleMessage {

        public ToMode {
            requireNonNull(mode, "mode");
            requireNonNull(id, "id");
        }
    }

    /**
     * To aim at this.
     *
     * @param length empty: as long as the rule lets a person override it
     */
    record ToSetpoint(double value, Optional<Duration> length, Optional<String> id)
            implements RuleMessage {

        public ToSetpoint {
            requireNonNull(length, "length");
            requireNonNull(id, "id");
        }
    }

    /** Not to be understood; the text says why. */
    record Malformed(String text, Optional<String> id) implements RuleMessage {

        public Malformed {
            requireNonNull(text, "text");
            requireNonNull(id, "id");
        }
    }

    /** Reads what came where modes are set. */
    static RuleMessage mode(byte[] payload) {
        return read(payload, true);
    }

    /** Reads what came where setpoints are set. */
    static RuleMessage setpoint(byte[] payload) {
        return read(payload, false);
    }

    private static RuleMessage read(byte[] payload, boolean mode) {
        if (payload.length > MAX_BYTES) {
            return malformed("more than %s bytes".formatted(MAX_BYTES));
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString().strip();
        } catch (CharacterCodingException e) {
            return malformed("not UTF-8");
        }
        if (text.startsWith("{")) {
            return RuleMessageReader.json(text, mode);
        }
        return mode
                ? RuleMessageReader.mode(text, Optional.empty())
                : RuleMessageReader.setpoint(text, Optional.empty(), Optional.empty());
    }

    private static RuleMessage malformed(String text) {
        return new Malformed(text, Optional.empty());
    }
}

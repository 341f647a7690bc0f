package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.command.Parsed.Order;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.ForeignText;
import meetpost.agent.time.DurationText;

/**
 * Makes a command of a payload: a word ({@code ON}, {@code OFF}, {@code TOGGLE}, {@code 1}, {@code
 * 0}, {@code true}, {@code false}, in any case, also in quotes), or JSON with the keys {@code
 * state}, {@code for}, {@code id}, {@code expires}, all of them texts. What other programs send is
 * taken too: {@code state} as true, false, 1 or 0, {@code for} as a number of seconds, {@code id}
 * as a whole number, which is answered as a text.
 */
public final class CommandReader {

    /** More is no command. */
    public static final int MAX_BYTES = 1024;

    /** A command has four texts; of another object the first wrong key is named. */
    private static final Limits LIMITS = new Limits(MAX_BYTES, 4, 16);

    /** A week: a longer pulse is a mistake in the unit. */
    private static final Duration LONGEST_PULSE = Duration.ofDays(7);

    private static final BigDecimal SHORTEST_SECONDS = new BigDecimal("0.001");
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(LONGEST_PULSE.toSeconds());

    private static final Set<String> KEYS = Set.of("state", "for", "id", "expires");
    private static final String EXPECTED = "expected ON, OFF, TOGGLE, or JSON with \"state\"";
    private static final int EXCERPT = 40;
    private static final int LONGEST_WORD = 6;

    private CommandReader() {}

    /**
     * Reads a payload of at most {@link #MAX_BYTES}.
     *
     * @throws IllegalArgumentException if it is longer
     */
    public static Parsed read(byte[] payload) {
        if (payload.length > MAX_BYTES) {
            throw new IllegalArgumentException(payload.length + " bytes are no command");
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString().strip();
        } catch (CharacterCodingException e) {
            return new Malformed(Optional.empty(), "not UTF-8, " + EXPECTED);
        }
        if (text.startsWith("{")) {
            return json(text);
        }
        return word(unquoted(text))
                .<Parsed>map(command -> new Order(command, Optional.empty(), Optional.empty()))
                .orElseGet(() -> new Malformed(Optional.empty(), quoted(text) + ", " + EXPECTED));
    }

    /** A text of JSON is in quotes; none of our words holds anything that JSON escapes. */
    private static String unquoted(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static Optional<Command> word(String text) {
        if (text.length() > LONGEST_WORD || !text.chars().allMatch(c -> c < 128)) {
            // Capitals can be made of other letters: of U+FB00, a ligature, two F.
            return Optional.empty();
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ON", "1", "TRUE" -> Optional.of(new Command.Switch(true));
            case "OFF", "0", "FALSE" -> Optional.of(new Command.Switch(false));
            case "TOGGLE" -> Optional.of(new Command.Toggle());
            default -> Optional.empty();
        };
    }

    private static Parsed json(String text) {
        Optional<String> id = Optional.empty();
        try {
            JsonObject object = BoundedJson.object(text, LIMITS);
            id = id(object);
            checkKeys(object);
            return new Order(command(object), id, expires(object));
        } catch (JsonRefusedException e) {
            return new Malformed(e.text("id"), String.valueOf(e.getMessage()));
        } catch (Wrong wrong) {
            return new Malformed(id, wrong.text);
        }
    }

    private static void checkKeys(JsonObject object) throws Wrong {
        for (String key : object.keySet()) {
            if (!KEYS.contains(key)) {
                throw new Wrong(
                        "unknown key %s, expected state, for, id or expires"
                                .formatted(quoted(key)));
            }
        }
    }

    private static Command command(JsonObject object) throws Wrong {
        if (!object.containsKey("state")) {
            throw new Wrong("no \"state\", expected ON, OFF or TOGGLE in it");
        }
        String state = state(object);
        Command command =
                word(state)
                        .orElseThrow(
                                () ->
                                        new Wrong(
                                                "state %s, expected ON, OFF or TOGGLE"
                                                        .formatted(quoted(state))));
        if (!object.containsKey("for")) {
            return command;
        }
        if (!command.equals(new Command.Switch(true))) {
            throw new Wrong("\"for\" goes with ON only");
        }
        Object length = object.get("for");
        return new Command.Pulse(
                length(object)
                        .filter(given -> !given.isZero() && given.compareTo(LONGEST_PULSE) <= 0)
                        .orElseThrow(
                                () ->
                                        new Wrong(
                                                "for %s, expected such as \"5s\", up to 7d"
                                                        .formatted(quoted(length.toString())))));
    }

    private static String state(JsonObject object) throws Wrong {
        Object state = object.get("state");
        return state instanceof Boolean || state instanceof Integer
                ? state.toString()
                : string(object, "state").orElseThrow();
    }

    private static Optional<String> id(JsonObject object) throws Wrong {
        Object id = object.get("id");
        return id instanceof Integer || id instanceof Long || id instanceof BigInteger
                ? Optional.of(id.toString())
                : string(object, "id");
    }

    /** Empty if it is none. A number may have any exponent: it is not computed with before. */
    private static Optional<Duration> length(JsonObject object) throws Wrong {
        if (!(object.get("for") instanceof Number number)) {
            return string(object, "for").flatMap(DurationText::parse);
        }
        var seconds = new BigDecimal(number.toString());
        return seconds.compareTo(SHORTEST_SECONDS) < 0 || seconds.compareTo(LONGEST_SECONDS) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    private static Optional<Instant> expires(JsonObject object) throws Wrong {
        Optional<String> expires = string(object, "expires");
        try {
            return expires.map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new Wrong(
                    "expires %s, expected such as \"2026-11-21T10:00:00Z\""
                            .formatted(quoted(expires.orElse(""))));
        }
    }

    private static Optional<String> string(JsonObject object, String key) throws Wrong {
        if (!object.containsKey(key)) {
            return Optional.empty();
        }
        if (object.get(key) instanceof String text && !text.isEmpty()) {
            return Optional.of(text);
        }
        throw new Wrong("\"%s\" is not a text in quotes".formatted(key));
    }

    /** Short, and on one line, whatever was sent: it goes to the log. */
    private static String quoted(String text) {
        return "\"" + ForeignText.shown(text, EXCERPT) + "\"";
    }

    private static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        private final String text;

        Wrong(String text) {
            super(text);
            this.text = text;
        }
    }
}

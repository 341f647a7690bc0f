package meetpost.agent.watch;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why an output is as it is, in words, with the time that is left. */
final class CauseText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("start", "since the start"),
                    Map.entry("stop", "for the stop"),
                    Map.entry("command", "by command"),
                    Map.entry("max-on", "was on for max-on"),
                    Map.entry("refresh", "ON was not repeated within refresh"),
                    Map.entry("on-broker-loss", "the broker was gone"),
                    Map.entry("interlock", "for the sake of its interlock"),
                    Map.entry("forced", "something else holds it so"),
                    Map.entry("reload", "by new settings"));

    /** With the name of the rule. */
    private static final Map<String, String> OF_RULES =
            Map.of(
                    "rule", "by rule %s",
                    "guard", "by the guard of rule %s",
                    "on-fault", "rule %s cannot see",
                    "override-end", "given back to rule %s",
                    "press", "by a press, rule %s");

    private final ZoneId zone;

    CauseText(ZoneId zone) {
        this.zone = requireNonNull(zone, "zone");
    }

    /**
     * Without the state: {@code was on for max-on}, {@code a pulse, until 14:03:00 (40 s left)},
     * {@code until 14:03:00 (min-off, 3 min left)}.
     *
     * @param cause as on the topic; whatever somebody wrote there
     */
    String of(JsonObject cause, Instant now) {
        String name = cause.getString("cause", "");
        boolean on = cause.getString("state", "").equals("ON");
        Optional<String> until =
                instant(cause.getString("until", ""))
                        .filter(now::isBefore)
                        .map(end -> "until " + TIME.format(end.atZone(zone)));
        String left = instant(cause.getString("until", "")).map(end -> left(now, end)).orElse("");
        if (until.isPresent() && !on) {
            String waits = name.equals("start") ? "min-off" : words(cause, on);
            return "%s (%s, %s left)".formatted(until.get(), waits, left);
        }
        return until.map(end -> "%s, %s (%s left)".formatted(words(cause, on), end, left))
                .orElse(words(cause, on));
    }

    private static String words(JsonObject said, boolean on) {
        String cause = said.getString("cause", "");
        if (cause.equals("pulse")) {
            return on ? "a pulse" : "the pulse is over";
        }
        String rule = OF_RULES.get(cause);
        if (rule != null) {
            String why = said.getString("why", "");
            return rule.formatted(Printable.of(said.getString("rule", "?")))
                    + (why.isEmpty() ? "" : ": " + Printable.of(why));
        }
        return WORDS.getOrDefault(cause, Printable.of(cause));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            // Somebody else's message on that topic.
            return Optional.empty();
        }
    }

    private static String left(Instant now, Instant end) {
        Duration left = Duration.between(now, end).plusMillis(999);
        if (left.toSeconds() < 100) {
            return left.toSeconds() + " s";
        }
        long minutes = left.plusSeconds(30).toMinutes();
        return minutes < 100 ? minutes + " min" : left.plusMinutes(30).toHours() + " h";
    }
}

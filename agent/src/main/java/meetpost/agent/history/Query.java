package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import meetpost.agent.history.Change.Kind;
import meetpost.agent.time.DurationText;

/**
 * What somebody wants to know of the past.
 *
 * @param since in milliseconds since 1970
 * @param until before that
 * @param step the length of a step, in milliseconds; empty: as fits a plot
 */
public record Query(Kind kind, String name, long since, long until, Optional<Long> step) {

    /** A day, where nothing is said. */
    private static final Duration USUAL = Duration.ofDays(1);

    /** What is measured now is of before it is over. */
    private static final long SECOND = 1_000;

    /** Such as settings allow for names, and no longer. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,11}(\\.[0-9]{1,3})?");

    /** Times that no calendar of a board shows are those. */
    private static final long EARLIEST = Instant.parse("1970-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    public Query {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(step, "step");
    }

    /**
     * From words: {@code sensor}, {@code output} or {@code input}, and {@code since}, {@code
     * until}, {@code step}.
     *
     * @param now in milliseconds since 1970
     * @throws IllegalArgumentException if they are wrong; the message is for people
     */
    public static Query of(Map<String, String> words, long now) {
        Kind kind =
                Stream.of(Kind.SENSOR, Kind.OUTPUT, Kind.INPUT)
                        .filter(each -> words.containsKey(each.text()))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "whose history? Expected sensor=, output= or input="
                                                        + " with a name of the settings"));
        String name = words.getOrDefault(kind.text(), "");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    kind.text() + "=" + name + ": expected a name such as kas");
        }
        long until = time(words, "until", now).orElse(now + SECOND);
        long since = time(words, "since", now).orElse(until - USUAL.toMillis());
        if (since >= until) {
            throw new IllegalArgumentException(
                    "since= is not before until=, expected a time before");
        }
        return new Query(kind, name, since, until, step(words));
    }

    private static Optional<Long> time(Map<String, String> words, String key, long now) {
        String text = words.get(key);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        long time;
        Optional<Duration> ago = DurationText.parse(text);
        if (ago.isPresent()) {
            time = now - ago.get().toMillis();
        } else if (SECONDS.matcher(text).matches()) {
            time = Math.round(Double.parseDouble(text) * 1000);
        } else {
            time =
                    instant(text)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    key
                                                            + "="
                                                            + text
                                                            + ": expected how long ago, such as"
                                                            + " 7d, or a time such as"
                                                            + " 2026-11-30T08:00:00Z"));
        }
        return Optional.of(Math.max(EARLIEST, Math.min(LATEST, time)));
    }

    private static Optional<Long> instant(String text) {
        try {
            return Optional.of(
                    text.length() == "2026-11-30".length()
                            ? LocalDate.parse(text)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                                    .toEpochMilli()
                            : Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> step(Map<String, String> words) {
        String text = words.getOrDefault("step", "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                DurationText.parse(text)
                        .filter(step -> step.toMillis() > 0)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "step="
                                                        + text
                                                        + ": expected a length such as 10s or 1h"))
                        .toMillis());
    }
}

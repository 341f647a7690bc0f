package meetpost.agent.settings.yaml;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.time.DurationText;

/** Times of the day, and days of the week. */
final class TimeTypes {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{2})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
    private static final int MINUTES = 60;
    private static final String SUN = "(sunrise|sunset)([+-][0-9]{1,5}(s|m|h))?";
    private static final Pattern OF_SUN = Pattern.compile(SUN);
    private static final Duration FURTHEST = Duration.ofHours(12);

    /** {@code 06:30}; {@code 24:00} is the midnight at the end of a day. */
    static final Type<LocalTime> CLOCK_TIME =
            Scalar.any(
                    "a time of the day such as 06:30",
                    Map.of("type", "string", "pattern", "^[0-9]{1,2}:[0-9]{2}$"),
                    TimeTypes::clock);

    /** The same, or {@code sunset+30m}. */
    static final Type<TimeOfDay> TIME_OF_DAY =
            Scalar.any(
                    "a time of the day such as 06:30 or sunset+30m",
                    Map.of("type", "string", "pattern", "^([0-9]{1,2}:[0-9]{2}|" + SUN + ")$"),
                    TimeTypes::time);

    /** {@code mon-fri}. */
    static final Type<Set<DayOfWeek>> SOME_DAYS =
            Scalar.text(
                    "days such as mon-fri or sat",
                    Map.of("type", "string", "pattern", "^" + DAY + "(-" + DAY + ")?$"),
                    TimeTypes::days);

    /** The same, or a list of these. */
    static final Type<List<Set<DayOfWeek>>> DAYS_OF_WEEK =
            new Items<>(SOME_DAYS, true, 1, DAYS.size(), "days such as mon-fri, or [sat, sun]");

    private TimeTypes() {}

    /** All that a list names. */
    static Set<DayOfWeek> all(List<Set<DayOfWeek>> some) {
        Set<DayOfWeek> all = new TreeSet<>();
        some.forEach(all::addAll);
        return all;
    }

    private static TimeOfDay time(String text) throws WrongValue {
        Matcher sun = OF_SUN.matcher(text);
        if (!sun.matches()) {
            return TimeOfDay.of(clock(text));
        }
        String later = String.valueOf(Objects.requireNonNullElse(sun.group(2), "+0s"));
        Duration length = DurationText.parse(later.substring(1)).orElse(Duration.ZERO);
        if (length.compareTo(FURTHEST) > 0) {
            throw new WrongValue("%s, expected at most 12h from %s".formatted(text, sun.group(1)));
        }
        return new TimeOfDay.OfSun(
                text.startsWith("sunrise"), later.startsWith("-") ? length.negated() : length);
    }

    private static LocalTime clock(String text) throws WrongValue {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            int hour = Integer.parseInt(time.group(1));
            int minute = Integer.parseInt(time.group(2));
            if (hour < 24 && minute < MINUTES) {
                return LocalTime.of(hour, minute);
            }
            if (hour == 24 && minute == 0) {
                return LocalTime.MIDNIGHT;
            }
        }
        throw new WrongValue(
                "%s is no time of the day, expected such as 06:30 or sunset+30m%s"
                        .formatted(ProblemReport.quoted(text), meant(text)));
    }

    /** Programs of YAML 1.1 take 22:30 for a number in base 60. */
    private static String meant(String text) {
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return number >= MINUTES && number < 24 * MINUTES
                ? String.format(
                        Locale.ROOT,
                        "; `%02d:%02d` written by a YAML 1.1 program? Quote it",
                        number / MINUTES,
                        number % MINUTES)
                : "";
    }

    private static Set<DayOfWeek> days(String text) throws WrongValue {
        String[] ends = text.split("-", -1);
        int first = DAYS.indexOf(ends[0]);
        int last = DAYS.indexOf(ends[ends.length - 1]);
        if (ends.length > 2 || first < 0 || last < 0) {
            throw new WrongValue(
                    "%s are no days, expected %s, or such as mon-fri"
                            .formatted(ProblemReport.quoted(text), Scalars.or(DAYS)));
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int day = first; ; day = (day + 1) % DAYS.size()) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) {
                return days;
            }
        }
    }
}

package meetpost.agent.notify;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** One alarm, and what of it was told on one channel. Not safe for threads. */
final class Story {

    /** Later than this it is worth saying when it was. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final DateTimeFormatter TIMES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private AlarmNews now;
    private String words = "";
    private boolean toldOn;
    private long toldAt;
    private int changes;
    private long untoldSince;
    private Optional<Instant> first = Optional.empty();

    Story(AlarmNews news) {
        now = requireNonNull(news, "news");
    }

    /** What is told of it at one time; what comes meanwhile stays untold. */
    record Excerpt(Story story, String text, boolean on, int changes) {}

    void hear(AlarmNews news) {
        if (changes == 0) {
            untoldSince = news.tick();
            first = news.calendar();
        }
        changes++;
        words = news.message().isEmpty() ? words : news.message();
        now = news;
    }

    String alarm() {
        return now.alarm();
    }

    boolean isUrgent() {
        return now.urgent();
    }

    /** Whether something is to be told; nobody is told that what he does not know of is over. */
    boolean isUntold() {
        return changes > 0 && !(now.isOver() && words.isEmpty());
    }

    /** Since when, where it is. */
    long untoldSince() {
        return untoldSince;
    }

    /** How many changes were folded into one. */
    int folded() {
        return Math.max(0, changes - 1);
    }

    /** Whether it lasts and was told that long ago. */
    boolean isDueAgain(Duration again, long tick) {
        return changes == 0 && toldOn && !now.isOver() && tick - toldAt >= again.toNanos();
    }

    /** What nobody could be told in all that time is of no use to anybody, if it is over. */
    void forgetOlderThan(Duration age, long tick) {
        if (changes > 0 && now.isOver() && tick - now.tick() > age.toNanos()) {
            changes = 0;
            toldOn = false;
        }
    }

    Excerpt excerpt(ZoneId zone, long tick) {
        return new Excerpt(this, text(zone, tick), !now.isOver(), changes);
    }

    private String text(ZoneId zone, long tick) {
        if (changes == 0) {
            return words + time(", since ", first, zone);
        }
        boolean late = tick - untoldSince > LATE.toNanos();
        if (!now.isOver()) {
            return words + (late ? time(", since ", first, zone) : "");
        }
        return toldOn
                ? now.title() + ": it is well again" + time(", since ", now.calendar(), zone)
                : words
                        + time(", from ", first, zone)
                        + time(" to ", now.calendar(), zone)
                        + ": it is well again";
    }

    private static String time(String before, Optional<Instant> time, ZoneId zone) {
        return time.map(at -> before + TIMES.withZone(zone).format(at)).orElse("");
    }

    /** It was sent. */
    void told(Excerpt excerpt, long tick) {
        changes -= excerpt.changes();
        toldOn = excerpt.on();
        toldAt = tick;
        if (changes > 0) {
            untoldSince = now.tick();
            first = now.calendar();
        }
    }
}

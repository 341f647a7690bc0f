package meetpost.agent.notify;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import meetpost.agent.settings.Manners;

/**
 * What is to be said on one channel, and when: one message when an alarm comes and one when it is
 * well again, several within half a minute as one, none just after a start or in quiet times, and
 * what could not be sent later, once. Not safe for threads; sends nothing itself.
 *
 * <pre>
 * hear ──▶ untold ──due──▶ under way ──sent──▶ told
 *             ▲                └──failed──┐
 *             └───────────────────────────┘
 * </pre>
 */
final class Conversation {

    private static final Duration TOGETHER = Duration.ofSeconds(30);
    private static final Duration AFTER_START = Duration.ofMinutes(2);
    private static final Duration OLDEST = Duration.ofHours(24);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;

    private final String title;
    private final Manners manners;
    private final ZoneId zone;
    private final long start;
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private List<Story.Excerpt> underWay = List.of();
    private int failures;
    private long failedAt;
    private boolean heldBack;

    private record Sent(long tick, List<String> alarms) {}

    /**
     * @param title of the board
     * @param zone of quiet times
     * @param start of the program
     */
    Conversation(String title, Manners manners, ZoneId zone, long start) {
        this.title = requireNonNull(title, "title");
        this.manners = requireNonNull(manners, "manners");
        this.zone = requireNonNull(zone, "zone");
        this.start = start;
    }

    void hear(AlarmNews news) {
        stories.computeIfAbsent(news.alarm(), any -> new Story(news)).hear(news);
    }

    /** How often in a row it could not be sent. */
    int failures() {
        return failures;
    }

    /** What is to be sent now; {@link #sent} or {@link #failed} must follow. */
    Optional<Notice> due(long tick, Optional<Instant> calendar) {
        stories.values().forEach(each -> each.forgetOlderThan(OLDEST, tick));
        if (tick - start < AFTER_START.toNanos() || isPausing(tick)) {
            return Optional.empty();
        }
        boolean quiet =
                manners.quiet()
                        .flatMap(
                                times ->
                                        calendar.map(
                                                now ->
                                                        times.contains(
                                                                now.atZone(zone).toLocalTime())))
                        .orElse(false);
        List<Story> due =
                stories.values().stream()
                        .filter(each -> each.isUntold() || isDueAgain(each, tick))
                        .filter(each -> !quiet || each.isUrgent())
                        .toList();
        boolean gathered =
                due.stream()
                        .anyMatch(
                                each ->
                                        !each.isUntold()
                                                || tick - each.untoldSince() >= TOGETHER.toNanos());
        List<Story> allowed = gathered ? allowed(due, tick) : List.of();
        if (allowed.isEmpty()) {
            return Optional.empty();
        }
        int folded = heldBack ? allowed.stream().mapToInt(Story::folded).sum() : 0;
        underWay = allowed.stream().map(each -> each.excerpt(zone, tick)).toList();
        String text =
                underWay.stream().map(Story.Excerpt::text).collect(Collectors.joining("\n"))
                        + (folded == 0 ? "" : "\n(" + folded + " more held back by at-most)");
        return Optional.of(new Notice(title, text, allowed.stream().anyMatch(Story::isUrgent)));
    }

    private boolean isDueAgain(Story story, long tick) {
        return manners.again().filter(again -> story.isDueAgain(again, tick)).isPresent();
    }

    private boolean isPausing(long tick) {
        return failures > 0
                && tick - failedAt
                        < FIRST_PAUSE.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
    }

    /** Beyond the most that there may be only alarms that nobody has heard of in that time. */
    private List<Story> allowed(List<Story> due, long tick) {
        if (manners.atMost().isEmpty()) {
            return due;
        }
        Manners.AtMost most = manners.atMost().get();
        while (!sent.isEmpty() && tick - sent.peek().tick() >= most.within().toNanos()) {
            sent.remove();
        }
        if (sent.size() < most.messages()) {
            return due;
        }
        List<Story> unheard =
                due.stream()
                        .filter(
                                each ->
                                        sent.stream()
                                                .noneMatch(
                                                        one -> one.alarms().contains(each.alarm())))
                        .toList();
        heldBack |= unheard.size() < due.size();
        return unheard;
    }

    /** What was due is there. */
    void sent(long tick) {
        underWay.forEach(each -> each.story().told(each, tick));
        List<String> alarms = new ArrayList<>();
        underWay.forEach(each -> alarms.add(each.story().alarm()));
        if (manners.atMost().isPresent()) {
            sent.add(new Sent(tick, alarms));
        }
        heldBack = false;
        failures = 0;
        underWay = List.of();
    }

    /** What was due did not get there: it is due again after a while. */
    void failed(long tick) {
        failures++;
        failedAt = tick;
        underWay = List.of();
    }
}

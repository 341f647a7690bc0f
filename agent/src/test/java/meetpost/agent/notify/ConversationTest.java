package meetpost.agent.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.settings.Manners;
import meetpost.agent.settings.Manners.AtMost;
import meetpost.agent.settings.Manners.Quiet;
import org.junit.jupiter.api.Test;

/** In Europe/Amsterdam, where it is 13:00 at the start. */
class ConversationTest {

    private static final Manners PLAIN =
            new Manners(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    private Duration passed = Duration.ZERO;
    private boolean reached = true;
    private final List<String> sent = new ArrayList<>();
    private Conversation conversation = with(PLAIN);

    private static Conversation with(Manners manners) {
        return new Conversation("Kelder", manners, ZoneId.of("Europe/Amsterdam"), 0);
    }

    @Test
    void saysOneThingWhenAnAlarmComesAndOneWhenItIsWell() {
        pass(Duration.ofMinutes(5));
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofSeconds(29));
        assertEquals(List.of(), sent);
        pass(Duration.ofSeconds(1));
        assertEquals(List.of("Vorst: 1.5 °C"), sent);

        pass(Duration.ofHours(20));
        off("vorst");
        pass(Duration.ofSeconds(30));
        pass(Duration.ofHours(20));

        assertEquals(
                List.of("Vorst: 1.5 °C", "VORST: it is well again, since 2026-12-01 09:05"), sent);
    }

    @Test
    void saysSeveralWithinHalfAMinuteInOne() {
        pass(Duration.ofMinutes(5));
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofSeconds(20));
        on("deur", "De deur staat open");
        pass(Duration.ofSeconds(10));

        assertEquals(List.of("Vorst: 1.5 °C\nDe deur staat open"), sent);
    }

    @Test
    void saysNothingForTwoMinutesAfterAStartAndThenOnce() {
        on("vorst", "Vorst: 1.5 °C");
        on("deur", "De deur staat open");
        pass(Duration.ofSeconds(119));
        assertEquals(List.of(), sent);

        pass(Duration.ofSeconds(1));

        assertEquals(List.of("Vorst: 1.5 °C\nDe deur staat open"), sent);
    }

    @Test
    void saysNothingOfWhatWasOffAllTheTime() {
        pass(Duration.ofMinutes(5));
        off("vorst");
        pass(Duration.ofMinutes(5));

        assertEquals(List.of(), sent);
    }

    @Test
    void saysAgainWhatLasts() {
        conversation =
                with(
                        new Manners(
                                Optional.of(Duration.ofHours(12)),
                                Optional.empty(),
                                Optional.empty()));
        pass(Duration.ofMinutes(5));
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofMinutes(1));
        pass(Duration.ofHours(12));
        pass(Duration.ofHours(11));

        assertEquals(List.of("Vorst: 1.5 °C", "Vorst: 1.5 °C, since 2026-11-30 13:05"), sent);
    }

    @Test
    void keepsQuietButForWhatIsUrgent() {
        conversation = with(quiet("13:00", "15:00"));
        pass(Duration.ofMinutes(5));
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(), sent);
        hear("rook", "ON", "Rook!", true);
        pass(Duration.ofSeconds(30));
        assertEquals(List.of("Rook!"), sent);

        pass(Duration.ofHours(2));

        assertEquals(List.of("Rook!", "Vorst: 1.5 °C, since 2026-11-30 13:05"), sent);
    }

    @Test
    void isQuietOverMidnight() {
        Quiet night = new Quiet(LocalTime.of(22, 30), LocalTime.of(7, 0));

        assertTrue(night.contains(LocalTime.of(22, 30)) && night.contains(LocalTime.of(6, 59)));
        assertTrue(!night.contains(LocalTime.of(7, 0)) && !night.contains(LocalTime.of(22, 29)));
    }

    @Test
    void holdsBackWhatIsTooOftenAndSaysHowMuch() {
        conversation = with(atMost(2));
        pass(Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            on("vorst", "Vorst: " + i + " °C");
            pass(Duration.ofMinutes(1));
            off("vorst");
            pass(Duration.ofMinutes(1));
        }
        assertEquals(2, sent.size());

        pass(Duration.ofHours(1));

        assertEquals(3, sent.size());
        assertEquals(
                "Vorst: 2 °C, from 2026-11-30 13:07 to 2026-11-30 13:10: it is well again\n"
                        + "(3 more held back by at-most)",
                sent.get(2));
    }

    @Test
    void neverHoldsBackTheFirstOfAnotherAlarm() {
        conversation = with(atMost(1));
        pass(Duration.ofMinutes(5));
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofMinutes(1));
        off("vorst");
        on("deur", "De deur staat open");
        pass(Duration.ofMinutes(1));

        assertEquals(List.of("Vorst: 1.5 °C", "De deur staat open"), sent);
    }

    @Test
    void saysWhatAnOutageKeptOnceWithItsTimes() {
        pass(Duration.ofMinutes(5));
        reached = false;
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofMinutes(30));
        off("vorst");
        pass(Duration.ofMinutes(30));
        reached = true;
        pass(Duration.ofMinutes(20));

        assertEquals(
                List.of(
                        "Vorst: 1.5 °C, from 2026-11-30 13:05 to 2026-11-30 13:35: it is well"
                                + " again"),
                sent);
    }

    @Test
    void forgetsWhatWasOverADayAgo() {
        pass(Duration.ofMinutes(5));
        reached = false;
        on("vorst", "Vorst: 1.5 °C");
        off("vorst");
        on("deur", "De deur staat open");
        pass(Duration.ofHours(25));
        reached = true;
        pass(Duration.ofMinutes(20));

        assertEquals(List.of("De deur staat open, since 2026-11-30 13:05"), sent);
    }

    @Test
    void triesLessAndLessOften() {
        pass(Duration.ofMinutes(5));
        reached = false;
        on("vorst", "Vorst: 1.5 °C");
        pass(Duration.ofHours(3));

        int failures = conversation.failures();
        assertTrue(failures > 8 && failures < 20, () -> failures + " times in three hours");
    }

    @Test
    void losesNothingThatComesWhileItSends() {
        pass(Duration.ofMinutes(5));
        on("vorst", "Vorst: 1.5 °C");
        passed = passed.plusSeconds(30);
        assertTrue(conversation.due(passed.toNanos(), Optional.of(START.plus(passed))).isPresent());
        off("vorst");
        conversation.sent(passed.toNanos());
        pass(Duration.ofSeconds(30));

        assertEquals(List.of("VORST: it is well again, since 2026-11-30 13:05"), sent);
    }

    private static Manners quiet(String from, String to) {
        return new Manners(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Quiet(LocalTime.parse(from), LocalTime.parse(to))));
    }

    private static Manners atMost(int messages) {
        return new Manners(
                Optional.empty(),
                Optional.of(new AtMost(messages, Duration.ofHours(1))),
                Optional.empty());
    }

    private void on(String alarm, String message) {
        hear(alarm, "ON", message, false);
    }

    private void off(String alarm) {
        hear(alarm, "OFF", "", false);
    }

    private void hear(String alarm, String word, String message, boolean urgent) {
        conversation.hear(
                new AlarmNews(
                        alarm,
                        alarm.toUpperCase(Locale.ROOT),
                        word,
                        message,
                        urgent,
                        passed.toNanos(),
                        Optional.of(START.plus(passed))));
    }

    /** Looked at each second, as the desk does. */
    private void pass(Duration length) {
        for (long second = 0; second < length.toSeconds(); second++) {
            passed = passed.plusSeconds(1);
            conversation
                    .due(passed.toNanos(), Optional.of(START.plus(passed)))
                    .ifPresent(
                            notice -> {
                                if (reached) {
                                    sent.add(notice.text());
                                    conversation.sent(passed.toNanos());
                                } else {
                                    conversation.failed(passed.toNanos());
                                }
                            });
        }
    }
}

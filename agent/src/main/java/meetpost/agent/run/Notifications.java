package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import meetpost.agent.notify.AlarmNews;
import meetpost.agent.notify.NotifyDesk;
import meetpost.agent.rule.AlarmListener;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.time.FirstRelease;
import meetpost.agent.time.Ticks;

/** Whom an agent tells of alarms. Without {@code notify:} nothing of it is loaded. */
final class Notifications implements AlarmListener {

    private final Optional<NotifyDesk> desk;
    private final Ticks ticks;
    private final Clock clock;
    private volatile BooleanSupplier isWell = () -> true;

    Notifications(Settings settings, Ticks ticks, Clock clock) {
        this.ticks = requireNonNull(ticks, "ticks");
        this.clock = requireNonNull(clock, "clock");
        boolean any =
                !settings.notifications().channels().isEmpty()
                        || !settings.notifications().heartbeats().isEmpty();
        desk =
                any
                        ? Optional.of(
                                new NotifyDesk(
                                        settings.notifications(),
                                        settings.device().name(),
                                        settings.device().zone().orElseGet(ZoneId::systemDefault),
                                        () -> isWell.getAsBoolean(),
                                        ticks,
                                        clock))
                        : Optional.empty();
    }

    @Override
    public void alarm(AlarmSettings alarm, String word, String message) {
        if (desk.isEmpty() || alarm.channels().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        desk.get()
                .hear(
                        alarm.channels(),
                        new AlarmNews(
                                alarm.name(),
                                alarm.title(),
                                word,
                                message,
                                alarm.urgent(),
                                ticks.now(),
                                FirstRelease.isAfter(now) ? Optional.empty() : Optional.of(now)));
    }

    /** What does not get through, in words. Any thread. */
    List<String> problems() {
        return desk.map(NotifyDesk::problems).orElse(List.of());
    }

    /**
     * People are told from now on.
     *
     * @param all whether nothing is wrong with the board; may block for a few seconds
     */
    void start(BooleanSupplier all) {
        isWell = all;
        desk.ifPresent(NotifyDesk::start);
    }

    void close() {
        desk.ifPresent(NotifyDesk::close);
    }
}

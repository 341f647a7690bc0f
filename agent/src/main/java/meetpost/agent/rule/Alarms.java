package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.topic.Topics;
import org.tinylog.Logger;

/** All alarms, looked at and published. One thread, but for {@link #settings}. */
public final class Alarms {

    private static final int QOS = 1;

    private final Knowledge knowledge;
    private final Timetable timetable;
    private final Publisher publisher;
    private final Topics topics;
    private final AlarmListener listener;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private volatile List<AlarmSettings> wanted;

    /** Looks at nothing yet. */
    public Alarms(
            List<AlarmSettings> alarms,
            Knowledge knowledge,
            Timetable timetable,
            Publisher publisher,
            Topics topics,
            AlarmListener listener) {
        this.wanted = List.copyOf(alarms);
        this.knowledge = requireNonNull(knowledge, "knowledge");
        this.timetable = requireNonNull(timetable, "timetable");
        this.publisher = requireNonNull(publisher, "publisher");
        this.topics = requireNonNull(topics, "topics");
        this.listener = requireNonNull(listener, "listener");
    }

    /** From now on these count; one that is what it was keeps what it knows. */
    public void settings(List<AlarmSettings> others) {
        wanted = List.copyOf(others);
    }

    /** Looks at each; an error in one is that one's only. */
    void look(Moment moment) {
        takeOver(moment);
        for (Alarm each : alarms.values()) {
            try {
                each.look(moment).ifPresent(state -> tell(each.settings(), state));
            } catch (RuntimeException e) {
                Logger.error(e, "alarm {}: a defect of the program", each.settings().name());
            }
        }
    }

    private void takeOver(Moment moment) {
        List<AlarmSettings> fresh = wanted;
        if (alarms.values().stream().map(Alarm::settings).toList().equals(fresh)) {
            return;
        }
        Map<String, Alarm> before = new LinkedHashMap<>(alarms);
        alarms.clear();
        for (AlarmSettings one : fresh) {
            Alarm known = before.get(one.name());
            alarms.put(
                    one.name(),
                    known != null && known.settings().equals(one)
                            ? known
                            : new Alarm(one, knowledge, timetable, moment.tick()));
        }
    }

    private void tell(AlarmSettings alarm, Alarm.State state) {
        if (state.word().equals("OFF")) {
            Logger.info("alarm {}: OFF", alarm.name());
        } else {
            Logger.warn("alarm {}: {}: {}", alarm.name(), state.word(), state.message());
        }
        publisher.state(topics.message(alarm), state.message(), QOS);
        publisher.state(topics.of(alarm), state.word(), QOS);
        listener.alarm(alarm, state.word(), state.message());
    }
}

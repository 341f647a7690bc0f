package meetpost.agent.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import meetpost.agent.calendar.Agenda;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.rule.RuleSettings;

/** When rules with times of the day do something next, for people. */
final class AgendaLines {

    private AgendaLines() {}

    /** None where no rule has a time. */
    static List<String> of(Settings settings, Instant now) {
        List<RuleSettings> timed =
                settings.rules().stream().filter(each -> Agenda.has(each.behaviour())).toList();
        List<String> lines = new ArrayList<>();
        if (timed.isEmpty()) {
            return lines;
        }
        ZoneId zone = settings.device().zone().orElseGet(ZoneId::systemDefault);
        var agenda = new Agenda(new Timetable(zone, settings.device().position()));
        lines.add(
                "  times of the day in %s%s; %s"
                        .formatted(
                                zone,
                                settings.device().zone().isPresent() ? "" : ", the system's zone",
                                agenda.nextClockChange(now)
                                        .map(change -> "the clock changes on " + change)
                                        .orElse("its clock does not change")));
        for (RuleSettings rule : timed) {
            List<Agenda.Entry> next = agenda.next(rule.behaviour(), now);
            lines.add(
                    "  %s: %s"
                            .formatted(
                                    rule.name(),
                                    next.isEmpty()
                                            ? "not within half a year"
                                            : next.stream()
                                                    .map(Agenda.Entry::text)
                                                    .collect(Collectors.joining(", "))));
        }
        return lines;
    }
}

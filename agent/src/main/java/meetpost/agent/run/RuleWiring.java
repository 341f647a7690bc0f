package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.command.RuledOutputs;
import meetpost.agent.link.MessageListener;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.OutputListener;
import meetpost.agent.output.OutputState;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.publish.Publisher;
import meetpost.agent.rule.AlarmListener;
import meetpost.agent.rule.Alarms;
import meetpost.agent.rule.Knowledge;
import meetpost.agent.rule.RuleDesk;
import meetpost.agent.rule.WatchedInputs;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.rule.Source.Switch;
import meetpost.agent.shaping.MeasuredListener;
import meetpost.agent.time.Ticks;

/**
 * The rules and alarms of an agent, wired. There is none where settings have neither. For the
 * agent's thread.
 */
final class RuleWiring {

    private final Knowledge knowledge;
    private final RuledOutputs ruled;
    private Optional<RuleDesk> desk = Optional.empty();
    private Optional<Alarms> alarms = Optional.empty();

    RuleWiring(Settings settings, BrokerSilence silence, Ticks ticks) {
        knowledge = new Knowledge(ticks);
        ruled = new RuledOutputs(settings.actuators(), ruled(settings), silence, ticks);
    }

    /** The names of the outputs that rules drive. */
    private static Set<String> ruled(Settings settings) {
        return settings.rules().stream()
                .flatMap(each -> each.outputs().stream())
                .collect(Collectors.toSet());
    }

    /** Outputs as they live below rules. */
    static List<ActuatorSettings> governed(Settings settings) {
        Set<String> ruled = ruled(settings);
        return settings.actuators().stream()
                .map(each -> ruled.contains(each.name()) ? each.governed() : each)
                .toList();
    }

    RuledOutputs ruled() {
        return ruled;
    }

    MeasuredListener measured() {
        return knowledge;
    }

    /** Tells rules, too, what outputs are. */
    OutputListener outputs(OutputListener others) {
        return new OutputListener() {
            @Override
            public void state(String output, OutputState state) {
                others.state(output, state);
                ruled.state(output, state);
                knowledge.switched(new Switch(output, true), state.on());
            }

            @Override
            public void turn() {
                others.turn();
            }
        };
    }

    /** Tells rules, too, what inputs are. */
    Publisher inputs(Settings settings, Publisher publisher, AgentLink link) {
        return new WatchedInputs(settings.inputs(), publisher, knowledge, link.topics());
    }

    /** Makes the desk; does nothing yet. */
    void open(
            Settings settings,
            Publisher publisher,
            AgentLink link,
            AlarmListener heard,
            Ticks ticks,
            Clock clock) {
        var timetable =
                new Timetable(
                        settings.device().zone().orElseGet(ZoneId::systemDefault),
                        settings.device().position());
        alarms =
                Optional.of(
                        new Alarms(
                                settings.alarms(),
                                knowledge,
                                timetable,
                                publisher,
                                link.topics(),
                                heard));
        desk =
                Optional.of(
                        new RuleDesk(
                                settings.rules(),
                                alarms.get(),
                                knowledge,
                                ruled,
                                publisher,
                                link.topics(),
                                link::standing,
                                timetable,
                                settings.state(),
                                ticks,
                                requireNonNull(clock, "clock")));
    }

    private RuleDesk desk() {
        return desk.orElseThrow();
    }

    MessageListener before(MessageListener others) {
        return desk().before(others);
    }

    void start() {
        desk().start();
    }

    void takeOver(Settings fresh) {
        ruled.settings(fresh.actuators(), ruled(fresh));
        alarms.ifPresent(all -> all.settings(fresh.alarms()));
        desk().settings(fresh.rules());
    }

    /** What is not as rules would have it, in words. Any thread. */
    List<String> problems() {
        return Stream.concat(
                        ruled.problems().stream(),
                        desk.stream().map(RuleDesk::problems).flatMap(List::stream))
                .toList();
    }

    void refuse() {
        desk().refuse();
    }

    void close() {
        desk().close();
    }
}

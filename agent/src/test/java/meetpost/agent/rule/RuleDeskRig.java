package meetpost.agent.rule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.board.Published;
import meetpost.agent.calendar.Timetable;
import meetpost.agent.claim.Standing;
import meetpost.agent.command.Wish;
import meetpost.agent.command.Wishes;
import meetpost.agent.link.MessageListener;
import meetpost.agent.settings.Position;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.Source.Switch;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.time.SettableClock;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.io.TempDir;

/** Rules of a file, looked at when a test says so; what they want goes nowhere. */
abstract class RuleDeskRig implements Wishes {

    private static final String THINGS =
            """
            device: {position: [52.1, 5.18]}
            sensors:
              kas: {part: ds18b20, every: 30s}
              buiten: {part: tmp102, every: 30s}
            inputs:
              deur: {gpio: 27}
            actuators:
              verwarming: {gpio: 23}
              ventilator: {gpio: 16}
              lamp: {gpio: 22}
            """;

    /** A Monday. */
    static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

    final ManualTicks ticks = new ManualTicks();
    final SettableClock clock = new SettableClock(START);
    final Published published = new Published();
    final Map<String, Wish> wished = new HashMap<>();
    final Map<String, Overridden> overrides = new HashMap<>();
    final List<String> givenBack = new ArrayList<>();
    int times;

    /** De Bilt. */
    private final Timetable timetable =
            new Timetable(ZoneId.of("Europe/Amsterdam"), Optional.of(new Position(52.1, 5.18)));

    final List<String> heard = new ArrayList<>();

    private void heard(AlarmSettings alarm, String word, String message) {
        heard.add(alarm.name() + " " + word + " " + message);
    }

    private Knowledge knowledge = new Knowledge(ticks);
    private Alarms alarms =
            new Alarms(
                    List.of(),
                    knowledge,
                    timetable,
                    published,
                    new Topics(
                            new TopicSettings(
                                    "sensoren", "ingangen", "actuatoren", "apparaten", false),
                            "",
                            "kelder-pi"),
                    AlarmListener.NOBODY);

    @TempDir Path state;

    @Override
    public void wish(Map<String, Wish> all) {
        wished.clear();
        wished.putAll(all);
        times++;
    }

    @Override
    public void giveBack(Collection<String> outputs) {
        givenBack.addAll(outputs);
    }

    @Override
    public Optional<Overridden> override(String output) {
        return Optional.ofNullable(overrides.get(output));
    }

    /** As {@code rules:} has them; a program that starts. */
    RuleDesk desk(String rules) throws Exception {
        return desk(settings(rules));
    }

    private RuleDesk desk(Settings settings) {
        knowledge = new Knowledge(ticks);
        var topics = new Topics(settings.topics(), "", "kelder-pi");
        alarms =
                new Alarms(settings.alarms(), knowledge, timetable, published, topics, this::heard);
        return new RuleDesk(
                settings.rules(),
                alarms,
                knowledge,
                this,
                published,
                topics,
                Standing::alone,
                timetable,
                state,
                ticks,
                clock);
    }

    /** As {@code alarms:} has them; a program that starts. */
    RuleDesk alarms(String alarms) throws Exception {
        return desk(reader().read("meetpost.yaml", THINGS + "alarms:\n" + alarms.indent(2)));
    }

    /** From now on these alarms count. */
    void reload(String others) throws Exception {
        alarms.settings(
                reader().read("meetpost.yaml", THINGS + "alarms:\n" + others.indent(2)).alarms());
    }

    static Settings settings(String rules) throws Exception {
        return reader().read("meetpost.yaml", THINGS + "rules:\n" + rules.indent(2));
    }

    private static SettingsReader reader() {
        return new SettingsReader(
                new Surroundings(
                        "kelder-pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/var/lib/meetpost"),
                        Optional.empty()));
    }

    /** Where messages for rules come in; what is not for them nobody hears. */
    static MessageListener inbox(RuleDesk desk) {
        return desk.before(
                new MessageListener() {
                    @Override
                    public void message(String topic, byte[] payload, int qos, boolean retained) {
                        throw new AssertionError(topic);
                    }

                    @Override
                    public void tooLarge(String topic, int qos, boolean retained) {
                        throw new AssertionError(topic);
                    }

                    @Override
                    public boolean isBehind() {
                        return false;
                    }
                });
    }

    /** Ticks and the calendar go on. */
    void pass(Duration time) {
        ticks.advance(time);
        clock.set(clock.instant().plus(time));
    }

    void measured(String sensor, double value) {
        knowledge.measured(
                sensor, List.of(new Measurement(Quantity.TEMPERATURE, value)), ticks.now());
    }

    void failed(String sensor) {
        knowledge.measured(sensor, List.of(), ticks.now());
    }

    void output(String name, boolean on) {
        knowledge.switched(new Switch(name, true), on);
    }

    void input(String name, boolean on) {
        knowledge.switched(new Switch(name, false), on);
    }

    /** {@code ON}, {@code OFF}, or {@code nothing} where it leaves it to persons or is silent. */
    String wanted(String output) {
        return Stream.ofNullable(wished.get(output))
                .flatMap(wish -> wish.on().stream())
                .map(on -> on ? "ON" : "OFF")
                .findFirst()
                .orElse("nothing");
    }

    String why(String output) {
        return Stream.ofNullable(wished.get(output))
                .flatMap(wish -> wish.origin().reason().stream())
                .map(reason -> reason.why())
                .findFirst()
                .orElse("");
    }

    String last(String topic) {
        List<String> all = published.on(topic);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }
}

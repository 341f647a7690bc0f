package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.settings.Position;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.rule.Behaviour.Follow;
import meetpost.agent.settings.rule.Behaviour.Press;
import meetpost.agent.settings.rule.Behaviour.Schedule;
import meetpost.agent.settings.rule.Behaviour.Thermostat;
import meetpost.agent.settings.rule.Behaviour.When;
import meetpost.agent.settings.rule.OnFault;
import meetpost.agent.settings.rule.Overriding;
import meetpost.agent.settings.rule.Pulse;
import meetpost.agent.settings.rule.RuleSettings;
import meetpost.agent.settings.rule.Setpoint;
import meetpost.agent.settings.rule.Source;
import meetpost.agent.settings.rule.TimeOfDay;
import meetpost.agent.settings.rule.TimeOfDay.OfSun;
import meetpost.agent.settings.rule.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rules:}. */
class RuleSectionTest {

    private static final String THINGS =
            """
            sensors:
              kas: {part: bme280, every: 30s}
              badkamer: {part: sht31, address: 0x44, derive: [absolute-vochtigheid]}
            inputs:
              deur: {gpio: 27}
              beweging: {gpio: 25}
            actuators:
              verwarming: {gpio: 23}
              pomp: {gpio: 17}
              lamp: {gpio: 22}
              ventilator: {gpio: 16}
            rules:
            """;

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    @Test
    void readsAThermostat() throws Exception {
        RuleSettings warm =
                rule(
                        """
                        warm:
                          thermostat: kas.temperatuur
                          heat: verwarming
                          setpoint: {else: 16, times: [{from: 06:30, to: 08:30, days: mon-fri, value: 20}]}
                          band: 1
                          bounds: [5, 25]
                          guard: 5
                          no-progress: 3h
                          on-fault: {after: 10m, state: duty 20% of 30m}
                          override: 2h
                        """);

        Thermostat thermostat = (Thermostat) warm.behaviour();
        assertEquals(Optional.of(Duration.ofHours(3)), thermostat.noProgress());
        assertEquals("kas.temperatuur", thermostat.of().get(0).text());
        assertEquals(Duration.ofSeconds(30), thermostat.of().get(0).every());
        assertEquals(Optional.of("verwarming"), thermostat.heat());
        assertEquals(
                new Setpoint(
                        16,
                        List.of(
                                new Setpoint.At(
                                        new Window(
                                                TimeOfDay.of(LocalTime.of(6, 30)),
                                                TimeOfDay.of(LocalTime.of(8, 30)),
                                                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
                                        20))),
                thermostat.setpoint());
        assertEquals(5, thermostat.low());
        assertEquals(25, thermostat.high());
        assertEquals(Optional.of(5.0), thermostat.guard());
        assertEquals(
                new OnFault(
                        Optional.of(Duration.ofMinutes(10)),
                        new OnFault.Duty(20, Duration.ofMinutes(30))),
                warm.onFault());
        assertEquals(new Overriding.Lasting(Duration.ofHours(2)), warm.override());
        assertEquals(List.of("verwarming"), warm.outputs());
        assertEquals("regelingen/warm", warm.topic());
    }

    @Test
    void readsSchedules() throws Exception {
        RuleSettings gieten =
                rule(
                        """
                        gieten:
                          schedule: [{at: 06:00, for: 10m}, {from: 22:30, to: 24:00, days: [sat, sun]}]
                          output: pomp
                          override: next
                        """);

        assertEquals(
                new Schedule(
                        List.of(
                                new Window(
                                        TimeOfDay.of(LocalTime.of(22, 30)),
                                        TimeOfDay.of(LocalTime.MIDNIGHT),
                                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY))),
                        List.of(
                                new Pulse(
                                        TimeOfDay.of(LocalTime.of(6, 0)),
                                        Duration.ofMinutes(10),
                                        DAILY))),
                gieten.behaviour());
        assertEquals(new Overriding.UntilNext(), gieten.override());
    }

    @Test
    void readsFollowersPressesAndConditions() throws Exception {
        List<RuleSettings> all =
                settings(
                                """
                                  gang: {follow: beweging, hold: 2m, output: lamp, only-if: deur is closed, over: trap}
                                  trap: {press: deur, for: 2m, output: lamp}
                                  luchten:
                                    when: badkamer.absolute-vochtigheid > 10 and deur is closed
                                    until: badkamer.absolute-vochtigheid < 9
                                    after: 2m
                                    output: ventilator
                                    on-fault: off
                                """)
                        .rules();

        var deur = new Source.Switch("deur", false);
        assertEquals(
                new Follow(new Source.Switch("beweging", false), Duration.ofMinutes(2)),
                all.get(0).behaviour());
        assertEquals(List.of("trap"), all.get(0).over());
        assertEquals(
                List.of(new Source.Inverse(deur)), all.get(0).onlyIf().orElseThrow().sources());
        assertEquals(new Press(deur, Optional.of(Duration.ofMinutes(2))), all.get(1).behaviour());
        When luchten = (When) all.get(2).behaviour();
        assertEquals(
                "badkamer.absolute-vochtigheid < 9",
                luchten.until().orElseThrow().expression().text());
        assertEquals(Duration.ofMinutes(2), luchten.after());
        assertEquals(new OnFault.Level(false), all.get(2).onFault().state());
    }

    @Test
    void knowsTheZone() throws Exception {
        assertEquals(
                Optional.of(ZoneId.of("Europe/Amsterdam")),
                read("device: {time-zone: Europe/Amsterdam}\nsensors: {kas: {part: bme280}}")
                        .device()
                        .zone());
        assertEquals(
                List.of(
                        "meetpost.yaml:1:21: there is no time zone \"Europe/Amsterdm\", expected"
                                + " Europe/Amsterdam"),
                problems("device: {time-zone: Europe/Amsterdm}\nsensors: {kas: {part: bme280}}"));
    }

    @Test
    void readsTimesByTheSun() throws Exception {
        Settings settings =
                read(
                        "device: {position: [52.09, -5.12]}\n"
                                + THINGS
                                + "  avond: {schedule: [{from: sunset+30m, to: sunrise-1h}], output: lamp,"
                                + " only-if: sun is down}\n");

        assertEquals(Optional.of(new Position(52.09, -5.12)), settings.device().position());
        assertEquals(
                new Schedule(
                        List.of(
                                new Window(
                                        new OfSun(false, Duration.ofMinutes(30)),
                                        new OfSun(true, Duration.ofHours(-1)),
                                        DAILY)),
                        List.of()),
                settings.rules().get(0).behaviour());
        assertEquals(
                List.of(new Source.Sun(false)),
                settings.rules().get(0).onlyIf().orElseThrow().sources());
        assertEquals(
                List.of(
                        "meetpost.yaml:1:20: 105.0 degrees north, expected -90 to 90 and then degrees"
                                + " east"),
                problems("device: {position: [105, 52]}\nsensors: {kas: {part: bme280}}"));
    }

    /** The column is where the slip is inside the text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x: {output: pomp} | 3 | rule x says not when, expected thermostat, schedule, follow, press or when",
                "x: {when: kas.temperatur > 5, output: pomp, on-fault: off} | 13 | there is no \"kas.temperatur\", expected kas.temperatuur",
                "x: {when: deur is closed and kas > 5, output: pomp, on-fault: off} | 32 | kas measures 3 quantities, expected kas.temperatuur, kas.vochtigheid or kas.luchtdruk",
                "x: {when: kas.temperatuur > 5, output: pomp} | 3 | ~rule x reads a sensor, expected on-fault: off, on, keep or such as duty 20% of 30m~",
                "x: {when: kas.temperatuur > kas.vochtigheid, output: pomp, on-fault: off} | 29 | °C and % cannot be compared, expected one unit on both sides",
                "x: {when: kas.temperatuur, output: pomp, on-fault: off} | 13 | a number, expected a condition such as kas.temperatuur > 25",
                "x: {when: sun is up, output: pomp} | 13 | ~\"sun is up\" needs to know where the board is, expected device: {position: [52.09, 5.12]}~",
                "x: {schedule: [{from: sunset, to: 23:00}], output: pomp} | 18 | ~sunset needs to know where the board is, expected device: {position: [52.09, 5.12]}~",
                "x: {schedule: [{from: sunset+13h, to: 23:00}], output: pomp} | 25 | sunset+13h, expected at most 12h from sunset",
                "x: {thermostat: kas.temperatuur, heat: pomp, setpoint: {else: 16, times: [{from: sunrise-1h, to: 12:00, value: 20}]}, on-fault: off} | 58 | ~sunrise-1h needs to know where the board is, expected device: {position: [52.09, 5.12]}~",
                "x: {follow: kas.temperatuur, output: pomp} | 15 | \"kas.temperatuur\" is a sensor, expected an input or an output",
                "x: {follow: deur, output: pmp} | 29 | there is no output \"pmp\", expected pomp",
                "x: {follow: deur} | 3 | ~rule x switches nothing, expected output:~",
                "x: {follow: pomp, output: pomp} | 3 | rule x switches what it looks at itself, perhaps by way of another rule: expected no circle",
                "x: {follow: deur, output: pomp, setpoint: 18} | 45 | \"setpoint\" goes with thermostat, and this rule has follow",
                "x: {schedule: [{from: 18:00}], output: pomp} | 18 | ~expected from: and to:, or at: and for:~",
                "x: {schedule: [{from: 18:00, to: 1350}], output: pomp} | 36 | ~\"1350\" is no time of the day, expected such as 06:30 or sunset+30m; `22:30` written by a YAML 1.1 program? Quote it~",
                "x: {press: deur, output: pomp} | 3 | ~expected for: or toggle: true, one of them~",
                "x: {thermostat: kas.temperatuur, setpoint: 30, bounds: [5, 25], heat: pomp, on-fault: off} | 58 | a setpoint of the file is outside, expected all within",
                "x: {thermostat: kas.temperatuur, setpoint: 18, cool: pomp, guard: 5, on-fault: off} | 69 | ~a guard heats, expected heat: beside it~",
            })
    void saysWhatIsWrongWhereItStands(String rule, int column, String problem) {
        String text = rule.strip();

        assertEquals(
                List.of("meetpost.yaml:13:" + column + ": " + problem),
                problems(THINGS.stripTrailing() + "\n  " + text + "\n"));
    }

    @Test
    void warnsOfWhatChatters() throws Exception {
        var checked =
                reader().check(
                                "meetpost.yaml",
                                THINGS
                                        + "  x: {when: kas.temperatuur > 25, output: ventilator, on-fault: off}\n");

        assertEquals(
                "meetpost.yaml:13:13: a measured value near the threshold switches ventilator again"
                        + " and again; until: with another threshold keeps it quiet",
                checked.warnings().get(0).toString());
    }

    @Test
    void letsNoRuleGoBeforeItself() {
        assertEquals(
                2,
                problems(
                                THINGS
                                        + "  a: {follow: deur, output: lamp, over: b}\n"
                                        + "  b: {follow: beweging, output: lamp, over: a}\n")
                        .size());
    }

    private static RuleSettings rule(String text) throws Exception {
        return settings(text.indent(2)).rules().get(0);
    }

    private static Settings settings(String rules) throws Exception {
        return read(THINGS + rules);
    }

    private static Settings read(String text) throws Exception {
        return reader().read("meetpost.yaml", text);
    }

    private static List<String> problems(String text) {
        return assertThrows(SettingsException.class, () -> read(text)).problems().stream()
                .map(Problem::toString)
                .toList();
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
}

package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.rule.AlarmSettings;
import meetpost.agent.settings.rule.AlarmSettings.Blind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code alarms:}. */
class AlarmSectionTest {

    private static final String THINGS =
            """
            sensors:
              buiten: {part: tmp102, every: 30s}
            alarms:
            """;

    @Test
    void readsAnAlarm() throws Exception {
        AlarmSettings vorst =
                KelderPi.read(
                                THINGS
                                        + """
                                          vorst:
                                            when: buiten < 2
                                            until: buiten.temperatuur > 3
                                            after: 10m
                                            on-fault: {after: 30m, state: on}
                                            message: "Vorst: {buiten.temperatuur} °C"
                                        """)
                        .alarms()
                        .get(0);

        assertEquals("alarmen/vorst", vorst.topic());
        assertEquals("buiten < 2", vorst.when().expression().text());
        assertEquals(
                Optional.of("buiten.temperatuur > 3"),
                vorst.until().map(until -> until.expression().text()));
        assertEquals(Duration.ofMinutes(10), vorst.after());
        assertEquals(Optional.of(Duration.ofMinutes(30)), vorst.blindAfter());
        assertEquals(Blind.ON, vorst.blind());
        assertEquals(3, vorst.message().size());
        assertEquals(new AlarmSettings.Words("Vorst: "), vorst.message().get(0));
        assertEquals(new AlarmSettings.Words(" °C"), vorst.message().get(2));
    }

    @Test
    void isUnknownWithoutMore() throws Exception {
        AlarmSettings vorst =
                KelderPi.read(THINGS + "  vorst: {when: buiten < 2, until: buiten > 3}\n")
                        .alarms()
                        .get(0);

        assertEquals(Blind.UNKNOWN, vorst.blind());
        assertEquals(Optional.empty(), vorst.blindAfter());
        assertEquals(List.of(), vorst.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x: {until: buiten > 3} | 3 | ~\"when\" is missing, expected an expression such as \"buiten.temperatuur < 2\"~",
                "x: {when: biten < 2} | 13 | ~there is no \"biten\", expected buiten~",
                "x: {when: buiten} | 13 | a number, expected a condition such as kas.temperatuur > 25",
                "x: {when: board is failing} | 13 | ~\"board is failing\" is not built yet, expected the sun, values, inputs and outputs as they are now~",
                "x: {when: buiten < 2, message: \"{biten} °C\"} | 34 | ~there is no \"biten\", expected buiten~",
            })
    void saysWhatIsWrongWhereItStands(String alarm, int column, String problem) {
        List<String> problems =
                assertThrows(
                                SettingsException.class,
                                () -> KelderPi.read(THINGS + "  " + alarm.strip() + "\n"))
                        .problems()
                        .stream()
                        .map(Problem::toString)
                        .toList();

        assertEquals(
                List.of("4:" + column + ": " + problem),
                problems.stream().map(each -> each.substring(each.indexOf(":4:") + 1)).toList());
    }

    /** What is not built yet is refused, and not ignored. */
    @Test
    void takesNoNotifierYet() {
        assertThrows(
                SettingsException.class,
                () -> KelderPi.read(THINGS + "  x: {when: buiten < 2, notify: [telefoon]}\n"));
    }
}

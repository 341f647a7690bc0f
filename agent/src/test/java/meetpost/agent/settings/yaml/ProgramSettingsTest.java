package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.foreign.ProgramOpener;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.PickedValue;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors that are programs. */
class ProgramSettingsTest {

    @Test
    void haveACommandWithItsArguments() throws Exception {
        SensorSettings ups =
                sensor(
                        "ups: {part: command, command: [/usr/local/bin/ups, --json, 'a b'], values:"
                                + " {spanning: battery.voltage}, timeout: 2s}");

        List<String> words = List.of("/usr/local/bin/ups", "--json", "a b");
        assertEquals(new Wire.Program(words, Duration.ofSeconds(2)), ups.wire());
        assertEquals(
                new ProgramOpener(
                        words,
                        List.of(
                                new PickedValue(
                                        Quantity.VOLTAGE, JsonPath.parse("battery.voltage"))),
                        Duration.ofSeconds(2)),
                ups.part().opener());
        assertEquals(List.of(Quantity.VOLTAGE), ups.quantities());
        assertTrue(ups.isPublished());
    }

    @Test
    void mayPrintNothingButANumber() throws Exception {
        SensorSettings ups =
                sensor("ups: {part: command, command: /usr/local/bin/ups, values: spanning}");

        assertEquals(
                new ProgramOpener(
                        List.of("/usr/local/bin/ups"),
                        List.of(new PickedValue(Quantity.VOLTAGE, Optional.empty())),
                        Duration.ofSeconds(5)),
                ups.part().opener());
    }

    /** A reload leaves a sensor alone whose settings are the same. */
    @Test
    void areEqualWhenTheyAreReadAgain() throws Exception {
        String text = "ups: {part: command, command: [/bin/ups, 1], values: {co2: a}}";

        assertEquals(sensor(text), sensor(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    values: co2 | "command" is missing, expected a program and its arguments, such as [/usr/local/bin/reading, --celsius]
                    command: /bin/a | "values" is missing, expected quantities with paths, such as {temperatuur: temperature}, or one quantity where the text is its number
                    command: [], values: co2 | a list of 0, expected a program and its arguments, such as [/usr/local/bin/reading, --celsius]
                    command: reading, values: co2 | "reading" is no absolute path, expected one such as /usr/local/bin/reading, and each argument as an item of its own: [/usr/local/bin/reading, --celsius]
                    command: /bin/reading --celsius, values: co2 | "/bin/reading --celsius" is no absolute path, expected one such as /usr/local/bin/reading, and each argument as an item of its own: [/usr/local/bin/reading, --celsius]
                    command: /bin/a, values: co2, topic: a/b, republish: true | "republish" means nothing here: meetpost,command is a program, expected command, values and timeout
                    command: /bin/a, values: co2, timeout: 1h | "1h" is out of range, expected from 100ms to 5m
                    """)
    void areWrong(String keys, String problem) {
        assertEquals(problem, problem("ups: {part: command, " + keys + "}"));
    }

    /** Whether it is there, and whose it is, is looked at when it is run. */
    @Test
    void areNotLookedForByWhoReadsSettings() throws Exception {
        assertEquals(
                1,
                KelderPi.read("sensors: {ups: {part: command, command: /missing/ups, values: co2}}")
                        .sensors()
                        .size());
    }

    private static SensorSettings sensor(String text) throws Exception {
        return KelderPi.read("sensors: {" + text + "}").sensors().get(0);
    }

    private static String problem(String text) {
        var thrown =
                assertThrows(
                        SettingsException.class, () -> KelderPi.read("sensors: {" + text + "}"));
        return thrown.problems().get(0).toString().replaceFirst("^\\S+ ", "");
    }
}

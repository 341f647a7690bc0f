package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import meetpost.agent.command.Command.Pulse;
import meetpost.agent.command.Command.Switch;
import meetpost.agent.command.Command.Toggle;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.command.Parsed.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"ON", "on", "On", "oN", "1", "true", "TRUE", " ON\n"})
    void readsAWordForOn(String payload) {
        assertEquals(order(new Switch(true)), read(payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "off", "Off", "0", "false", "False", "OFF\r\n"})
    void readsAWordForOff(String payload) {
        assertEquals(order(new Switch(false)), read(payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOGGLE", "toggle", "Toggle"})
    void readsAWordForToggle(String payload) {
        assertEquals(order(new Toggle()), read(payload));
    }

    @Test
    void readsTheWholeOfJson() {
        Parsed parsed =
                read(
                        """
                        {"state":"ON","for":"5s","id":"42","expires":"2026-11-21T10:00:00Z"}
                        """);

        assertEquals(
                new Order(
                        new Pulse(Duration.ofSeconds(5)),
                        Optional.of("42"),
                        Optional.of(Instant.ofEpochSecond(1_795_255_200))),
                parsed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"state\":\"off\"}",
                "{\"state\":\"0\"}",
                "{ \"state\" : \"False\" }",
            })
    void readsTheWordsInJsonToo(String payload) {
        assertEquals(order(new Switch(false)), read(payload));
    }

    @Test
    void readsATimeOfAnotherZone() {
        Parsed parsed = read("{\"state\":\"ON\",\"expires\":\"2026-11-21T11:00:00+01:00\"}");

        assertEquals(
                Optional.of(Instant.ofEpochSecond(1_795_255_200)),
                assertInstanceOf(Order.class, parsed).expires());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7d\"", "\"168h\"", "604800", "604800.000"})
    void takesSevenDaysForTheLongestPulse(String length) {
        assertEquals(
                order(new Pulse(Duration.ofDays(7))),
                read("{\"state\":\"ON\",\"for\":" + length + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"604801s\"", "\"604800001ms\"", "604800.001", "604801"})
    void refusesAPulseThatIsLongerThanSevenDays(String length) {
        assertInstanceOf(Malformed.class, read("{\"state\":\"ON\",\"for\":" + length + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "AAN | \"AAN\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "2 | \"2\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "NaN | \"NaN\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "null | \"null\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "[\"ON\"] | \"[\"ON\"]\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "{} | no \"state\", expected ON, OFF or TOGGLE in it",
                "{\"id\":\"7\"} | no \"state\", expected ON, OFF or TOGGLE in it",
                "{\"state\":\"AAN\"} | state \"AAN\", expected ON, OFF or TOGGLE",
                "{\"state\":2} | state \"2\", expected ON, OFF or TOGGLE",
                "{\"state\":1.5} | \"state\" is not a text in quotes",
                "\"AAN\" | \"\"AAN\"\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "\"\" | \"\"\"\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                "{\"state\":null} | \"state\" is not a text in quotes",
                "{\"state\":\"\"} | \"state\" is not a text in quotes",
                "{\"state\":[\"ON\"]} | \"state\" is not a text in quotes",
                "{\"state\":\"ON\",\"id\":4.2} | \"id\" is not a text in quotes",
                "{\"state\":\"ON\",\"id\":true} | \"id\" is not a text in quotes",
                "{\"state\":\"ON\",\"for\":true} | \"for\" is not a text in quotes",
                "{\"state\":\"ON\",\"for\":0} | for \"0\", expected such as \"5s\", up to 7d",
                "{\"state\":\"ON\",\"for\":-5} | for \"-5\", expected such as \"5s\", up to 7d",
                "{\"state\":\"ON\",\"for\":604801} | for \"604801\", expected such as \"5s\", up to 7d",
                "{\"state\":\"OFF\",\"for\":5} | \"for\" goes with ON only",
                "{\"state\":\"ON\",\"for\":\"5\"} | for \"5\", expected such as \"5s\", up to 7d",
                "{\"state\":\"ON\",\"for\":\"-5s\"} | for \"-5s\", expected such as \"5s\", up to 7d",
                "{\"state\":\"ON\",\"for\":\"0s\"} | for \"0s\", expected such as \"5s\", up to 7d",
                "{\"state\":\"ON\",\"for\":\"8d\"} | for \"8d\", expected such as \"5s\", up to 7d",
                "{\"state\":\"OFF\",\"for\":\"5s\"} | \"for\" goes with ON only",
                "{\"state\":\"TOGGLE\",\"for\":\"5s\"} | \"for\" goes with ON only",
                "{\"state\":\"ON\",\"expires\":\"soon\"} | expires \"soon\", expected such as"
                        + " \"2026-11-21T10:00:00Z\"",
                "{\"state\":\"ON\",\"expires\":\"2026-11-21T10:00:00\"} | expires"
                        + " \"2026-11-21T10:00:00\", expected such as \"2026-11-21T10:00:00Z\"",
                "{\"state\":\"ON\",\"expires\":1795255200} | \"expires\" is not a text in quotes",
                "{\"state\":\"ON\",\"brightness\":5} | unknown key \"brightness\", expected state,"
                        + " for, id or expires",
                "{\"State\":\"ON\"} | unknown key \"State\", expected state, for, id or expires",
            })
    void saysWhatIsWrongAndWhatWasExpected(String payload, String message) {
        assertEquals(message, assertInstanceOf(Malformed.class, read(payload)).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"state\":\"ON\"",
                "{\"state\":\"ON\"}}",
                "{\"state\":\"ON\"} ON",
                "{\"state\":NaN}",
                "{\"state\":ON}",
                "{'state':'ON'}",
                "{\"state\":\"ON\",}",
                "{\"state\":\"\\uD8\"}"
            })
    void refusesWhatIsNotJson(String payload) {
        String message = assertInstanceOf(Malformed.class, read(payload)).message();

        assertTrue(message.startsWith("not JSON: "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"O\uFB00", "FAL\u017FE", "\uFF2F\uFF2E", "{\"state\":\"o\uFB00\"}"})
    void takesNoOtherLettersForItsWords(String payload) {
        assertInstanceOf(Malformed.class, read(payload));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"for\":\"99999999999h\"",
                "\"for\":\"999999999d\"",
                "\"for\":\"1e9s\"",
                "\"expires\":\"9999999999-01-01T00:00:00Z\"",
                "\"expires\":\"+9999999999-01-01T00:00:00Z\"",
                "\"id\":\"\\ud800\"",
                "\"id\":[[[[[[1]]]]]]",
                "\"id\":1e999999999"
            })
    void refusesWhatIsFarOutOfRange(String more) {
        assertInstanceOf(Malformed.class, read("{\"state\":\"ON\"," + more + "}"));
    }

    @Test
    void givesTheIdOfACommandInWhichAnotherKeyIsThereTwice() {
        assertEquals(
                new Malformed(Optional.of("7"), "\"state\" is there twice"),
                read("{\"state\":\"OFF\",\"id\":\"7\",\"state\":\"ON\"}"));
        assertEquals(Optional.empty(), read("{\"id\":\"7\",\"id\":\"8\"}").id());
    }

    /** Zigbee2MQTT's and Tasmota's neighbours, Node-RED, Home Assistant's templates. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ON\"",
                "\"on\"",
                "\"1\"",
                "{\"state\":true}",
                "{\"state\":1}",
                "{\"state\":\"true\"}"
            })
    void takesOnAsNeighboursSendIt(String payload) {
        assertEquals(order(new Switch(true)), read(payload));
    }

    @Test
    void takesOffAndNumbersAsNeighboursSendThem() {
        assertEquals(order(new Switch(false)), read("\"OFF\""));
        assertEquals(order(new Switch(false)), read("{\"state\":false}"));
        assertEquals(order(new Switch(false)), read("{\"state\":0}"));
        assertEquals(order(new Command.Toggle()), read("\"toggle\""));
        assertEquals(Optional.of("42"), read("{\"state\":\"ON\",\"id\":42}").id());
        assertEquals(
                Optional.of("12345678901234567890"),
                read("{\"state\":\"ON\",\"id\":12345678901234567890}").id());
        assertEquals(
                order(new Command.Pulse(Duration.ofSeconds(5))),
                read("{\"state\":\"ON\",\"for\":5}"));
        assertEquals(
                order(new Command.Pulse(Duration.ofMillis(1500))),
                read("{\"state\":true,\"for\":1.5}"));
        assertEquals(
                order(new Command.Pulse(Duration.ofDays(7))),
                read("{\"state\":\"ON\",\"for\":604800}"));
    }

    /** To compute with such a number would take all memory. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e999999999"})
    void refusesALengthOfAnyExponentAtOnce(String number) {
        assertInstanceOf(Malformed.class, read("{\"state\":\"ON\",\"for\":" + number + "}"));
        assertInstanceOf(Malformed.class, read("{\"state\":\"ON\",\"id\":" + number + "}"));
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        assertEquals(
                new Malformed(Optional.empty(), "\"state\" is there twice"),
                read("{\"state\":\"OFF\",\"state\":\"ON\"}"));
    }

    @Test
    void givesTheIdAlsoOfWhatIsMalformed() {
        assertEquals(Optional.of("42"), read("{\"state\":\"AAN\",\"id\":\"42\"}").id());
        assertEquals(Optional.of("42"), read("{\"staat\":\"ON\",\"id\":\"42\"}").id());
    }

    @Test
    void refusesWhatIsNotUtf8() {
        Parsed parsed = CommandReader.read(new byte[] {'O', 'N', (byte) 0xC3});

        assertEquals(
                new Malformed(
                        Optional.empty(),
                        "not UTF-8, expected ON, OFF, TOGGLE, or JSON with \"state\""),
                parsed);
    }

    @Test
    void refusesNestingOfAnyDepth() {
        String payload = "{\"state\":" + "[".repeat(1000);

        assertInstanceOf(Malformed.class, read(payload));
    }

    @Test
    void showsOnlyTheBeginningOnOneLine() {
        String message =
                assertInstanceOf(Malformed.class, read("A\n\u0007" + "B".repeat(500))).message();

        assertEquals(
                "\"A??" + "B".repeat(37) + "…\", expected ON, OFF, TOGGLE, or JSON with \"state\"",
                message);
    }

    @Test
    void takesNoMoreThanAKilobyte() {
        assertInstanceOf(Malformed.class, CommandReader.read(new byte[1024]));

        assertThrows(IllegalArgumentException.class, () -> CommandReader.read(new byte[1025]));
    }

    private static Parsed read(String payload) {
        return CommandReader.read(payload.getBytes(UTF_8));
    }

    private static Order order(Command command) {
        return new Order(command, Optional.empty(), Optional.empty());
    }
}

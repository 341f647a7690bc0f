package meetpost.agent.publish;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.0629Z");

    @ParameterizedTest
    @CsvSource({
        "21.5625, 2, 21.56",
        "21.565, 2, 21.57",
        "21.5, 0, 22",
        "-0.5, 0, -1",
        "-0.004, 2, 0.00",
        "-0.0, 1, 0.0",
        "0.05, 1, 0.1",
        "20, 2, 20.00",
        "1013.25, 2, 1013.25",
        "1000000, 0, 1000000",
        "1e-7, 6, 0.000000",
        "123456789.125, 3, 123456789.125"
    })
    void roundsHalfUpAtTheDecimals(double value, int decimals, String expected) {
        assertEquals(expected, Payload.number(value, decimals));
    }

    @Property
    void aNumberIsPlainAndNeverMinusZero(
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double value,
            @ForAll @IntRange(max = 6) int decimals) {
        String text = Payload.number(value, decimals);

        assertTrue(text.matches("-?\\d+(\\.\\d{" + decimals + "})?"), text);
        assertTrue(!text.startsWith("-") || Double.parseDouble(text) < 0, text);
        double half = 0.5 * Math.pow(10, -decimals);
        assertEquals(value, Double.parseDouble(text), half + 4 * Math.ulp(value));
    }

    @Test
    void hasNoWordForWhatIsNoNumber() {
        assertThrows(IllegalArgumentException.class, () -> Payload.number(Double.NaN, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Payload.number(Double.POSITIVE_INFINITY, 1));
    }

    @Test
    void writesTimesInUtcWithMilliseconds() {
        assertEquals("2026-11-21T12:00:00.062Z", Payload.time(NOON));
        assertEquals("1970-01-01T00:00:00.000Z", Payload.time(Instant.EPOCH));
    }

    @Test
    void writesAReading() {
        var topics =
                new Topics(
                        new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                        "",
                        "pi");
        var sensor = TestAgent.sensor("kas", List.of(TEMPERATURE, RELATIVE_HUMIDITY), true);
        var reading =
                new Reading(
                        "kas",
                        NOON,
                        42,
                        List.of(
                                new Measurement(TEMPERATURE, 19.996),
                                new Measurement(RELATIVE_HUMIDITY, 55.55)));

        assertEquals(
                "{\"time\":\"2026-11-21T12:00:00.062Z\",\"seq\":42,\"values\":{\"temperatuur\":20.00,"
                        + "\"vochtigheid\":55.6},\"units\":{\"temperatuur\":\"°C\",\"vochtigheid\":\"%\"}}",
                new Payload(topics).reading(sensor, reading));
    }

    @Test
    void saysOfWhichSessionAReadingIs() {
        var topics =
                new Topics(
                        new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                        "",
                        "pi");
        var reading =
                new Reading(
                        "kas",
                        NOON,
                        42,
                        List.of(new Measurement(TEMPERATURE, 20)),
                        false,
                        "3f2a9c01-6b1d04ef");

        assertEquals(
                "{\"time\":\"2026-11-21T12:00:00.062Z\",\"time-known\":false,"
                        + "\"session\":\"3f2a9c01-6b1d04ef\",\"seq\":42,"
                        + "\"values\":{\"temperatuur\":20.00},\"units\":{\"temperatuur\":\"°C\"}}",
                new Payload(topics).reading(reading));
    }

    @Test
    void writesAFault() {
        var topics =
                new Topics(
                        new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                        "",
                        "kelder-pi");
        var ill = new Health.Ill(FaultKind.NO_ANSWER, "0x76 says \"nothing\"", NOON, 3);

        assertEquals(
                "{\"kind\":\"no-answer\",\"message\":\"0x76 says \\\"nothing\\\"\","
                        + "\"since\":\"2026-11-21T12:00:00.062Z\",\"count\":3}",
                new Payload(topics).fault(ill, List.of()));
    }

    @Test
    void writesTheAnswersToCommands() {
        assertEquals(
                "{\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}",
                Payload.accepted(Optional.of("42"), "ON"));
        assertEquals(
                "{\"accepted\":false,\"reason\":\"retained\"}",
                Payload.refused(Optional.empty(), "retained"));
    }
}

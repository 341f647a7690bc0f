package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.PickedValue;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors that somebody else publishes. */
class ForeignSensorSettingsTest {

    @Test
    void haveATopicAndPathsInItsJson() throws Exception {
        SensorSettings tuin =
                sensor(
                        "tuin: {part: mqtt, topic: zigbee2mqtt/tuin, values: {temperatuur:"
                                + " temperature}, every: 10m}");

        assertEquals("meetpost,mqtt", tuin.part().name());
        assertEquals(
                new Wire.Topic(
                        "zigbee2mqtt/tuin",
                        List.of(
                                new PickedValue(
                                        Quantity.TEMPERATURE, JsonPath.parse("temperature"))),
                        false),
                tuin.wire());
        assertEquals(Duration.ofMinutes(10), tuin.every());
        assertEquals("sensoren/tuin", tuin.topic());
        assertTrue(tuin.isForeign());
        assertFalse(tuin.isPublished());
    }

    @Test
    void areANumberAlone() throws Exception {
        SensorSettings tuin = sensor("tuin: {part: mqtt, topic: esp/tuin, values: humidity}");

        assertEquals(
                List.of(new PickedValue(Quantity.RELATIVE_HUMIDITY, Optional.empty())),
                ((Wire.Topic) tuin.wire()).values());
    }

    @Test
    void mayBeSilentForAnHour() throws Exception {
        assertEquals(
                Duration.ofHours(1),
                sensor("tuin: {part: mqtt, topic: esp/tuin, values: vochtigheid}").every());
    }

    @Test
    void havePublishedAgainWhatTheyHearWhereAsked() throws Exception {
        assertTrue(
                sensor("tuin: {part: mqtt, topic: esp/tuin, values: co2, republish: true}")
                        .isPublished());
    }

    @Test
    void nameQuantitiesOfTheirOwn() throws Exception {
        SensorSettings tuin =
                sensor(
                        "tuin: {part: mqtt, topic: zigbee2mqtt/tuin, values: {temperatuur: a.t,"
                                + " batterij: {path: battery, unit: \"%\", decimals: 0},"
                                + " linkquality: linkquality}, class: {batterij: battery}}");

        assertEquals(
                List.of(
                        Quantity.TEMPERATURE,
                        Quantity.named("batterij", "%", 0),
                        Quantity.named("linkquality", "", 2)),
                tuin.quantities());
        assertEquals("battery", tuin.deviceClasses().get(Quantity.named("batterij", "%", 0)));
    }

    @Test
    void haveFormulasAsAnySensor() throws Exception {
        SensorSettings tuin =
                sensor(
                        "tuin: {part: mqtt, topic: zigbee2mqtt/tuin, values: {temperatuur:"
                                + " temperature, vochtigheid: humidity}, derive: [dauwpunt]}");

        assertEquals(
                List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY, Quantity.DEW_POINT),
                tuin.quantities());
    }

    /** A reload leaves a sensor alone whose settings are the same. */
    @Test
    void areEqualWhenTheyAreReadAgain() throws Exception {
        String text = "tuin: {part: mqtt, topic: esp/tuin, values: {co2: \"a[0].b\"}}";

        assertEquals(sensor(text), sensor(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    topic: a/b | "values" is missing, expected quantities with paths, such as {temperatuur: temperature}, or one quantity where the text is its number
                    values: co2 | "topic" is missing, expected the one that is heard, such as zigbee2mqtt/tuin
                    topic: a/#, values: co2 | the topic "a/#" has a wildcard, expected one such as huis/kelder
                    topic: a/b, values: {co2: $.co2} | "$.co2" is no path in JSON, expected co2
                    topic: a/b, values: {co2: a/b} | "a/b" is no path in JSON, expected a.b
                    topic: a/b, values: {co2: a..b} | "a..b" is no path in JSON, expected keys with dots between them, such as temperature or probes[0].value
                    topic: a/b, values: {co2: {unit: ppm}} | "path" is missing, expected a path such as temperature or battery.percent
                    topic: a/b, values: {} | 0 quantities, expected 1 to 32
                    topic: a/b, values: {temperatuur: a, temperature: b} | "temperatuur" is here twice, expected only the one on line 1
                    topic: a/b, values: co2, bus: 1 | "bus" means nothing here: meetpost,mqtt is somebody else's sensor, expected topic and values
                    topic: a/b, values: co2, decimals: {licht: 1} | meetpost,mqtt does not measure licht, expected co2
                    """)
    void areWrong(String keys, String problem) {
        assertEquals(problem, problem("tuin: {part: mqtt, " + keys + "}"));
    }

    @Test
    void areNotOurOwn() {
        assertEquals(
                "topic \"sensoren/kas/temperatuur\" is this board's own, of sensor kas on line 1,"
                        + " expected one that somebody else publishes on",
                problem(
                        "kas: {part: bme280}, x: {part: mqtt, topic: sensoren/kas/temperatuur,"
                                + " values: temperatuur}"));
        assertEquals(
                "topic \"sensoren/x\" is this board's own, of sensor x on line 1, expected one that"
                        + " somebody else publishes on",
                problem("x: {part: mqtt, topic: sensoren/x, values: temperatuur}"));
        assertEquals(
                "topic \"apparaten/kelder-pi/info\" is this board's own, of this device, expected"
                        + " one that somebody else publishes on",
                problem("x: {part: mqtt, topic: apparaten/kelder-pi/info, values: {co2: a}}"));
    }

    @Test
    void areNoKeysOfOtherParts() {
        assertEquals(
                "\"values\" means nothing here: bosch,bme280 is on I2C, expected bus and address",
                problem("x: {part: bme280, values: co2}"));
        assertEquals(
                "\"republish\" means nothing here: bosch,bme280 is on I2C, expected bus and address",
                problem("x: {part: bme280, republish: true}"));
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

package meetpost.agent.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import meetpost.agent.fuzz.Mutations;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.PickedValue;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.SensorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in what somebody else wrote. */
class ValueReaderTest {

    private static final ValueReader NUMBER =
            new ValueReader(List.of(new PickedValue(TEMPERATURE, Optional.empty())));
    private static final ValueReader JSON =
            new ValueReader(
                    List.of(
                            new PickedValue(TEMPERATURE, JsonPath.parse("temperature")),
                            new PickedValue(RELATIVE_HUMIDITY, JsonPath.parse("humidity"))));

    @ParameterizedTest
    @CsvSource({"21.56, 21.56", "-3, -3", "0, 0", "+4.0, 4", "' 7\n', 7", "1.5e3, 1500", "007, 7"})
    void areAllOfTheText(String text, double value) throws Exception {
        assertEquals(Sensed.all(new Measurement(TEMPERATURE, value)), NUMBER.read(bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "warm",
                "21,5",
                "21.5 C",
                "NaN",
                "Infinity",
                "0x10",
                "1e999",
                "--1",
                "1.",
                "1f",
                "1d",
                "true",
                "{}",
                "\u0661"
            })
    void areNotAnythingElse(String text) {
        SensorException thrown =
                assertThrows(SensorException.class, () -> NUMBER.read(bytes(text)));

        assertEquals(SensorException.Kind.CORRUPT, thrown.kind());
    }

    @Test
    void sayWhatWasThereInstead() {
        assertEquals(
                "\"warm\", expected a number",
                assertThrows(SensorException.class, () -> NUMBER.read(bytes("warm"))).getMessage());
    }

    /** A message of zigbee2mqtt of a temperature sensor (its documentation, WSDCGQ11LM). */
    @Test
    void areInJson() throws Exception {
        assertEquals(
                Sensed.all(
                        new Measurement(TEMPERATURE, 27.34),
                        new Measurement(RELATIVE_HUMIDITY, 44.72)),
                JSON.read(
                        bytes(
                                "{\"temperature\": 27.34, \"humidity\": 44.72, \"battery\": 100,"
                                        + " \"linkquality\": 78}")));
    }

    @Test
    void mayBeTextsInJson() throws Exception {
        assertEquals(
                Sensed.all(
                        new Measurement(TEMPERATURE, 27.34),
                        new Measurement(RELATIVE_HUMIDITY, 44)),
                JSON.read(bytes("{\"temperature\": \"27.34\", \"humidity\": \"44\"}")));
    }

    @Test
    void failOneByOne() throws Exception {
        Sensed sensed = JSON.read(bytes("{\"temperature\": 27.34, \"humidity\": \"wet\"}"));

        assertEquals(List.of(new Measurement(TEMPERATURE, 27.34)), sensed.measurements());
        assertEquals(
                List.of(
                        new Sensed.Failure(
                                RELATIVE_HUMIDITY,
                                SensorException.Kind.CORRUPT,
                                "humidity is \"wet\", expected a number")),
                sensed.failures());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[21, 44]",
                "21",
                "{\"temperature\": 21",
                "{\"temperature\": null, \"humidity\": null}",
                "{\"temperature\": {}, \"humidity\": true}",
                "{\"temperature\": 1e999, \"humidity\": []}",
                "{}"
            })
    void areNotInAnythingElse(String text) {
        assertThrows(SensorException.class, () -> JSON.read(bytes(text)));
    }

    @Test
    void sayWhatIsNotThere() {
        assertEquals(
                "there is no temperature in the JSON",
                assertThrows(SensorException.class, () -> JSON.read(bytes("{}"))).getMessage());
    }

    @Test
    void areInATextOfABoundedSize() {
        assertEquals(
                "65537 bytes, expected at most 65536",
                assertThrows(SensorException.class, () -> NUMBER.read(new byte[65_537]))
                        .getMessage());
    }

    /** Whatever comes is a reading, or a fault that can be shown. */
    @Test
    void costNothingButThemselves() throws Exception {
        new Mutations("foreign")
                .feed(
                        2,
                        input -> {
                            try {
                                JSON.read(input);
                            } catch (SensorException e) {
                                assertEquals(SensorException.Kind.CORRUPT, e.kind());
                            }
                        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}

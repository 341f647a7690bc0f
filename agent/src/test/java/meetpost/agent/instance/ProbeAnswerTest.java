package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.SensorProbe;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** What {@code read} answers of quantities that follow from others. */
class ProbeAnswerTest {

    private static final Measurement WARM = new Measurement(Quantity.TEMPERATURE, 20);
    private static final Measurement MOIST = new Measurement(Quantity.RELATIVE_HUMIDITY, 50);
    private static final Measurement HIGH = new Measurement(Quantity.PRESSURE, 1000);

    @Test
    void hasWhatFollowsAndWhatIsOnlyThereForFormulas() throws Exception {
        JsonObject answer = answer(reading(WARM, MOIST, HIGH));

        assertEquals(
                "{\"temperatuur\":20.00,\"vochtigheid\":50.0,\"luchtdruk\":1000.00,"
                        + "\"dauwpunt\":9.26,\"kelvin\":293.15}",
                JsonWriter.string(answer.getObject("values")));
        assertEquals("K", answer.getObject("units").getString("kelvin"));
        assertEquals(
                "{\"onzin\":\"onzin: division by zero, at column 3 of its formula\"}",
                JsonWriter.string(answer.getObject("failed")));
    }

    @Test
    void saysWhatAFormulaLacks() throws Exception {
        var corrupt = new Failed(Quantity.RELATIVE_HUMIDITY, FaultKind.CORRUPT, "no air has that");

        JsonObject answer = answer(new Partial(reading(WARM, HIGH), List.of(corrupt)));

        assertEquals("no air has that", answer.getObject("failed").getString("vochtigheid"));
        assertEquals(
                "dauwpunt needs vochtigheid, which has no value",
                answer.getObject("failed").getString("dauwpunt"));
    }

    private static JsonObject answer(Sample sample) throws Exception {
        var surroundings =
                new Surroundings(
                        "kelder",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/nowhere"),
                        Optional.empty());
        SensorSettings kas =
                new SettingsReader(surroundings)
                        .read(
                                "meetpost.yaml",
                                """
                                sensors:
                                  kas:
                                    part: bme280
                                    derive: dauwpunt
                                    quantities:
                                      kelvin: {formula: temperatuur + 273.15, unit: K, publish: false}
                                      onzin: {formula: 1 / (temperatuur - 20)}
                                """)
                        .sensors()
                        .get(0);
        return ProbeAnswer.json(new SensorProbe(kas, sample, Optional.empty(), List.of()), false);
    }

    private static Reading reading(Measurement... measurements) {
        return new Reading("kas", Instant.EPOCH, 0, List.of(measurements));
    }
}

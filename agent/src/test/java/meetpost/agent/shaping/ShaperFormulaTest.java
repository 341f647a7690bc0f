package meetpost.agent.shaping;

import static meetpost.agent.shaping.ShaperRig.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** Quantities that follow from others. */
class ShaperFormulaTest {

    @Test
    void worksOutFormulasOfCalibratedAndFilteredValues() throws Exception {
        var shaper =
                shaper(
                        """
                        offset: {temperatuur: 1}
                        filter: {temperatuur: mean 2}
                        quantities: {f: {formula: temperatuur * 1.8 + 32, unit: °F, decimals: 1}}
                        """);
        shaper.shape(measured(20, 50, 1000), List.of(), 0);

        assertEquals(
                "temperatuur 22.0, vochtigheid 50.0, luchtdruk 1000.0, f 71.6",
                text(shaper.shape(measured(22, 50, 1000), List.of(), SECOND)));
    }

    @Test
    void derivesTheDewPoint() throws Exception {
        assertEquals(
                "temperatuur 20.0, vochtigheid 50.0, luchtdruk 1000.0, dauwpunt 9.26",
                text(shaper("derive: dauwpunt").shape(measured(20, 50, 1000), List.of(), 0)));
    }

    @Test
    void givesAFormulasQuantityLimitsAndDeadbandOfItsOwn() throws Exception {
        var shaper =
                shaper(
                        """
                        deadband: {temperatuur: 9, vochtigheid: 9, luchtdruk: 9, f: 1}
                        limits: {f: [0, 50]}
                        quantities: {f: {formula: temperatuur * 2}}
                        """);

        assertEquals(
                "temperatuur 20.0, vochtigheid 50.0, luchtdruk 1000.0, f 40.0",
                text(shaper.shape(measured(20, 50, 1000), List.of(), 0)));
        assertEquals("", text(shaper.shape(measured(20.4, 50, 1000), List.of(), SECOND)));
        assertEquals(
                "temperatuur 20.5, vochtigheid 50.0, luchtdruk 1000.0, f 41.0",
                text(shaper.shape(measured(20.5, 50, 1000), List.of(), 2 * SECOND)));
        assertEquals(
                "temperatuur 26.0, vochtigheid 50.0, luchtdruk 1000.0; f implausible: f 52, expected"
                        + " 0 to 50",
                text(shaper.shape(measured(26, 50, 1000), List.of(), 3 * SECOND)));
    }

    @Test
    void letsAFormulaWithoutAValueFailByItself() throws Exception {
        var shaper = shaper("quantities: {f: {formula: 1 / temperatuur}, g: {formula: f + 1}}");

        assertEquals(
                "temperatuur 0.0, vochtigheid 50.0, luchtdruk 1000.0; f implausible: f: division by"
                        + " zero, at column 3 of its formula; g implausible: g needs f, which has no"
                        + " value: f: division by zero, at column 3 of its formula",
                text(shaper.shape(measured(0, 50, 1000), List.of(), 0)));
        assertEquals(
                "temperatuur 4.0, vochtigheid 50.0, luchtdruk 1000.0, f 0.25, g 1.25",
                text(shaper.shape(measured(4, 50, 1000), List.of(), SECOND)));
    }

    @Test
    void saysWhichQuantityAFormulaLacksAndWhy() throws Exception {
        var corrupt =
                new Failed(Quantity.RELATIVE_HUMIDITY, FaultKind.CORRUPT, "no air has 0x8000");

        assertEquals(
                "temperatuur 20.0, luchtdruk 1000.0; vochtigheid corrupt: no air has 0x8000;"
                        + " dauwpunt corrupt: dauwpunt needs vochtigheid, which has no value: no air"
                        + " has 0x8000",
                text(
                        shaper("derive: dauwpunt")
                                .shape(
                                        List.of(
                                                new Measurement(Quantity.TEMPERATURE, 20),
                                                new Measurement(Quantity.PRESSURE, 1000)),
                                        List.of(corrupt),
                                        0)));
    }

    @Test
    void doesNotPublishWhatIsOnlyThereForFormulas() throws Exception {
        var shaper =
                shaper(
                        """
                        quantities:
                          half: {formula: temperatuur / 2, publish: false}
                          f: {formula: 1 / half}
                        """);

        assertEquals(
                "temperatuur 4.0, vochtigheid 50.0, luchtdruk 1000.0, f 0.5",
                text(shaper.shape(measured(4, 50, 1000), List.of(), 0)));
    }

    private static Shaper shaper(String keys) throws Exception {
        String text = "sensors:\n  kas:\n    part: bme280\n" + keys.stripTrailing().indent(4);
        return new Shaper(sensor(text));
    }

    private static SensorSettings sensor(String text) throws Exception {
        var surroundings =
                new Surroundings(
                        "kelder",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/nowhere"),
                        Optional.empty());
        return new SettingsReader(surroundings).read("meetpost.yaml", text).sensors().get(0);
    }

    private static List<Measurement> measured(double celsius, double percent, double hectopascal) {
        return List.of(
                new Measurement(Quantity.TEMPERATURE, celsius),
                new Measurement(Quantity.RELATIVE_HUMIDITY, percent),
                new Measurement(Quantity.PRESSURE, hectopascal));
    }

    private static String text(Shaped shaped) {
        List<String> parts = new ArrayList<>();
        List<Failed> failed;
        if (shaped instanceof Shaped.Due due) {
            parts.add(
                    due.measurements().stream()
                            .map(each -> each.quantity() + " " + each.value())
                            .collect(Collectors.joining(", ")));
            failed = due.failed();
        } else {
            failed = ((Shaped.Silent) shaped).failed();
        }
        failed.forEach(
                each ->
                        parts.add(
                                each.quantity()
                                        + " "
                                        + each.kind().text()
                                        + ": "
                                        + each.message()));
        return String.join("; ", parts);
    }
}

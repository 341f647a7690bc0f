package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import meetpost.agent.formula.Formula;
import meetpost.agent.settings.SensorSettings;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code derive:} and {@code quantities:} of a sensor. */
class FormulaSectionTest {

    private static final Quantity FAHRENHEIT = Quantity.named("fahrenheit", "°F", 2);

    @Test
    void addsWhatFormulasGiveToWhatThePartMeasures() throws Exception {
        SensorSettings kas =
                sensor(
                        """
                        sensors:
                          kas:
                            part: bme280
                            quantities:
                              fahrenheit: {formula: temperatuur * 1.8 + 32, unit: °F, decimals: 1, class: temperature}
                        """);

        assertEquals(
                List.of(
                        Quantity.TEMPERATURE,
                        Quantity.RELATIVE_HUMIDITY,
                        Quantity.PRESSURE,
                        Quantity.named("fahrenheit", "°F", 1)),
                kas.quantities());
        Formula formula = kas.derived().formulas().get(0);
        assertEquals("temperatuur * 1.8 + 32", formula.expression().text());
        assertEquals(List.of(Quantity.TEMPERATURE), formula.inputs());
        assertEquals("temperature", kas.deviceClasses().get(formula.quantity()));
        assertEquals(1, kas.shaping().get(formula.quantity()).decimals());
    }

    @Test
    void derivesWhatIsKnownOfHumidAir() throws Exception {
        SensorSettings kas =
                sensor("sensors: {kas: {part: bme280, derive: [dauwpunt, absolute-humidity]}}");

        assertEquals(
                List.of(Quantity.DEW_POINT, Quantity.ABSOLUTE_HUMIDITY),
                kas.derived().formulas().stream().map(Formula::quantity).toList());
        assertEquals("temperature", kas.deviceClasses().get(Quantity.DEW_POINT));
        assertEquals(1, kas.shaping().get(Quantity.ABSOLUTE_HUMIDITY).decimals());
    }

    @Test
    void takesOneWithoutBrackets() throws Exception {
        assertEquals(
                4, sensor("sensors: {kas: {part: bme280, derive: dauwpunt}}").quantities().size());
    }

    @Test
    void ordersFormulasByWhatTheyNeed() throws Exception {
        SensorSettings kas =
                sensor(
                        """
                        sensors:
                          kas:
                            part: bme280
                            derive: dauwpunt
                            quantities:
                              c: {formula: b + dauwpunt}
                              b: {formula: a * 2, publish: false}
                              a: {formula: kas.temperature + sensors.kas.temperatuur}
                        """);

        assertEquals(
                "dauwpunt a b c",
                kas.derived().formulas().stream()
                        .map(each -> each.quantity().dutch())
                        .collect(Collectors.joining(" ")));
        assertEquals(Set.of("b"), names(kas.derived().kept()));
        assertEquals(
                "temperatuur vochtigheid luchtdruk dauwpunt a c",
                kas.quantities().stream().map(Quantity::dutch).collect(Collectors.joining(" ")));
    }

    @Test
    void callsWhatAFormulaIsFromX() throws Exception {
        SensorSettings kas =
                sensor(
                        """
                        sensors:
                          kas: {part: bme280, quantities: {f: {from: temperature, formula: x * x}}}
                        """);

        assertEquals(List.of(Quantity.TEMPERATURE), kas.derived().formulas().get(0).inputs());
    }

    @Test
    void takesTheUnitOfAPlainFormula() throws Exception {
        SensorSettings kas =
                sensor(
                        """
                        sensors:
                          kas:
                            part: bme280
                            quantities: {warmer: {formula: temperatuur + 2}, k: {formula: temperatuur / 2}}
                        """);

        assertEquals(
                Map.of("warmer", "°C", "k", ""),
                kas.derived().formulas().stream()
                        .map(Formula::quantity)
                        .collect(Collectors.toMap(Quantity::dutch, Quantity::unit)));
    }

    @Test
    void knowsAStandardQuantityByItsNameAndUnit() throws Exception {
        SensorSettings t =
                sensor(
                        """
                        sensors:
                          t: {part: tmp102, quantities: {licht: {formula: temperatuur * 10}, druk: {formula: "1"}, co2: {formula: "1", unit: mol}}}
                        """);

        assertEquals(
                List.of(
                        Quantity.ILLUMINANCE,
                        Quantity.named("druk", "", 2),
                        Quantity.named("co2", "mol", 2)),
                t.derived().formulas().stream().map(Formula::quantity).toList());
        assertEquals(0, t.shaping().get(Quantity.ILLUMINANCE).decimals());
    }

    @Test
    void givesFormulasTheirShareOfWhatIsSaidForEachQuantity() throws Exception {
        SensorSettings kas =
                sensor(
                        """
                        sensors:
                          kas:
                            part: tmp102
                            limits: {fahrenheit: [0, 100], temperatuur: [-20, 60]}
                            quantities: {fahrenheit: {formula: temperatuur * 1.8 + 32, unit: °F}}
                        """);

        assertEquals(100, kas.shaping().get(FAHRENHEIT).limits().orElseThrow().high());
        assertEquals(60, kas.shaping().get(Quantity.TEMPERATURE).limits().orElseThrow().high());
    }

    @Test
    void meansTheOnlyQuantityThatIsPublished() throws Exception {
        SensorSettings kas =
                sensor(
                        """
                        sensors:
                          kas:
                            part: tmp102
                            deadband: 0.5
                            quantities: {rauw: {formula: temperatuur * 10, publish: false}}
                        """);

        assertEquals(0.5, kas.shaping().get(Quantity.TEMPERATURE).deadband());
    }

    /** The column counts from the first character of the line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    q: {formula: temperatur * 2}              | 6:20: there is no "temperatur" in this sensor, expected temperatuur (of temperatuur, vochtigheid or luchtdruk)
                    q: {formula: "2 + temperatur"}            | 6:25: there is no "temperatur" in this sensor, expected temperatuur (of temperatuur, vochtigheid or luchtdruk)
                    q: {formula: 2 * (3 + 4}                  | 6:30: the end here, expected ")" for what begins at column 5
                    q: {formula: temperatuur-2}               | 6:20: there is no "temperatuur-2" in this sensor, expected temperatuur (of temperatuur, vochtigheid or luchtdruk); minus has a space on both sides: temperatuur - ...
                    q: {formula: temperatuur + vochtigheid}   | 6:32: °C and % cannot be added, expected one unit on both sides
                    q: {formula: temperatuur > 3}             | 6:20: a condition, expected a formula that gives a number
                    q: {formula: "pomp is on"}                | 6:21: "pomp is on" is for rules, expected quantities and channels of this sensor
                    q: {formula: "mean(temperatuur, 1h)"}     | 6:21: a formula sees one reading and looks back at none; `filter: mean 5` of the sensor does
                    q: {formula: q + 1}                       | 6:20: q need each other, expected one of them to need the others only
                    q: {formula: x * 2, from: druk}           | 6:33: there is no "druk" in this sensor, expected luchtdruk (of temperatuur, vochtigheid or luchtdruk)
                    q: {formula: "1", unit: V, class: moisture} | 6:41: q in V cannot be of class moisture, expected voltage
                    q: {unit: V}                              | 6:7: "formula" is missing, expected an expression such as "clamp((2.8 - probe) / 1.5 * 100, 0, 100)"
                    temperatuur: {formula: "1"}               | 6:7: bosch,bme280 measures temperatuur itself, expected another name
                    q: {formula: [1]}                         | 6:20: [...] is no text, expected an expression such as "clamp((2.8 - probe) / 1.5 * 100, 0, 100)"
                    q: {formula: "1", unit: ""}               | 6:31: "" is no unit, expected 1 to 16 characters such as °C
                    status: {formula: "1"}                    | 3:3: topic "sensoren/kas/status" is taken by sensor kas on line 3, expected another
                    """)
    void pointsIntoTheFormula(String quantity, String problem) {
        assertEquals(
                "meetpost.yaml:" + problem,
                problems(
                        """
                        device: {id: kelder}
                        sensors:
                          kas:
                            part: bme280
                            quantities:
                              %s
                        """
                                .formatted(quantity)));
    }

    @Test
    void pointsAtTheCharacterAlsoInAPlainText() {
        assertEquals(
                "meetpost.yaml:5:24: there is no \"y\" in this sensor, expected temperatuur\n"
                        + "meetpost.yaml:7:18: at column 15 of the text: there is no \"z\" in this"
                        + " sensor, expected temperatuur or q",
                problems(
                        """
                        sensors:
                          kas:
                            part: tmp102
                            quantities:
                              q: {formula: 1 + y, unit: m}
                              r:
                                formula: temperatuur +
                                  z
                        """));
    }

    @Test
    void saysOnceWhatIsWrongWithWhatOthersNeed() {
        assertEquals(
                "meetpost.yaml:5:23: the end here, expected a number, a name or \"(\"",
                problems(
                        """
                        sensors:
                          kas:
                            part: tmp102
                            quantities:
                              q: {formula: 1 +}
                              r: {formula: q * 2}
                        """));
    }

    @Test
    void refusesFormulasThatGoRoundInACircle() {
        assertEquals(
                "meetpost.yaml:5:20: a and b need each other, expected one of them to need the"
                        + " others only",
                problems(
                        """
                        sensors:
                          kas:
                            part: tmp102
                            quantities:
                              a: {formula: b + 1}
                              b: {formula: a + 1}
                              c: {formula: temperatuur}
                        """));
    }

    @Test
    void derivesNothingOfWhatIsNotMeasured() {
        assertEquals(
                "meetpost.yaml:1:37: dauwpunt needs temperatuur and vochtigheid, and ti,tmp102 does"
                        + " not measure vochtigheid",
                problems("sensors: {t: {part: tmp102, derive: [dauwpunt]}}"));
        assertEquals(
                "meetpost.yaml:1:38: unknown quantity \"dauwpnt\", expected dauwpunt",
                problems("sensors: {t: {part: bme280, derive: [dauwpnt]}}"));
        assertEquals(
                "meetpost.yaml:1:37: dauwpunt is here twice, expected once",
                problems("sensors: {t: {part: bme280, derive: [dauwpunt, dew-point]}}"));
    }

    @Test
    void knowsTheQuantitiesThatASettingMayName() {
        assertEquals(
                "meetpost.yaml:4:16: unknown quantity \"fahrenheid\", expected fahrenheit\n"
                        + "meetpost.yaml:4:31: ti,tmp102 does not measure licht, expected temperatuur"
                        + " or fahrenheit",
                problems(
                        """
                        sensors:
                          t:
                            part: tmp102
                            decimals: {fahrenheid: 1, licht: 2}
                            quantities: {fahrenheit: {formula: temperatuur * 1.8 + 32}}
                        """));
    }

    private static SensorSettings sensor(String text) throws SettingsException {
        return KelderPi.read(text).sensors().get(0);
    }

    private static Set<String> names(Set<Quantity> quantities) {
        return quantities.stream().map(Quantity::dutch).collect(Collectors.toSet());
    }

    private static String problems(String text) {
        return assertThrows(SettingsException.class, () -> KelderPi.read(text)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }
}

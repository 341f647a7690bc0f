package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import meetpost.agent.settings.SensorSettings;
import meetpost.drivers.sensor.AnalogInput;
import meetpost.drivers.sensor.AnalogOpener;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code channels:} of a sensor. */
class ChannelSectionTest {

    /** As the contract has it. */
    private static final String SOIL =
            """
            sensors:
              bodem:
                part: ads1115
                address: 0x48
                channels: {probe: {pins: 0, range: 4.096}}
                quantities:
                  bodemvocht: {formula: "clamp((2.8 - probe) / 1.5 * 100, 0, 100)", unit: "%", decimals: 0, class: moisture}
            """;

    @Test
    void publishesWhatAFormulaMakesOfAChannelAndNotTheChannel() throws Exception {
        SensorSettings soil = sensor(SOIL);

        Quantity moisture = Quantity.named("bodemvocht", "%", 0);
        assertEquals(List.of(moisture), soil.quantities());
        assertEquals("moisture", soil.deviceClasses().get(moisture));
        assertEquals(
                List.of(
                        new AnalogInput(
                                Quantity.named("probe", "V", 3), 0, OptionalInt.empty(), 4.096)),
                inputs(soil));
    }

    @Test
    void isTheSameAfterAnotherReading() throws Exception {
        assertEquals(sensor(SOIL), sensor(SOIL));
    }

    @Test
    void publishesAChannelThatIsToBe() throws Exception {
        SensorSettings meter =
                sensor(
                        """
                        sensors:
                          meter:
                            part: ads1115
                            limits: {accu: [0, 6]}
                            channels:
                              accu: {pins: 3, range: 6.144, publish: true}
                              shunt: {pins: [0, 1], range: 0.256}
                            quantities: {stroom: {formula: shunt / 0.1}}
                        """);

        assertEquals(List.of(Quantity.named("accu", "V", 3), Quantity.CURRENT), meter.quantities());
        assertEquals(OptionalInt.of(1), inputs(meter).get(1).negative());
        assertEquals(
                6, meter.shaping().get(meter.quantities().get(0)).limits().orElseThrow().high());
    }

    @Test
    void hasAllFourInputsWithoutChannels() throws Exception {
        SensorSettings all = sensor("sensors: {a: {part: ads1115}}");

        assertEquals(
                "ain0 ain1 ain2 ain3",
                all.quantities().stream().map(Quantity::dutch).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    channels: {p: {pins: [1, 0], publish: true}} | 4:26: [1, 0] cannot be measured against each other, expected one of [[0, 1], [0, 3], [1, 3], [2, 3]]
                    channels: {p: {pins: 4, publish: true}}      | 4:26: "4" is out of range, expected a whole number from 0 to 3
                    channels: {p: {pins: 0, range: 5, publish: true}} | 4:36: "5" is no range, expected 6.144, 4.096, 2.048, 1.024, 0.512 or 0.256
                    channels: {licht: {pins: 0}}                 | 4:16: a channel is a voltage and no licht, expected another name here, and licht under quantities:
                    channels: {p: {pins: 0}}                     | 2:3: nothing of a is published, expected a quantity under quantities:, or publish: true of one
                    channels: {p: {}}                            | 4:16: "pins" is missing, expected a pin such as 0, or [0, 1] for the difference of two
                    """)
    void saysWhatIsNoChannel(String channels, String problem) {
        String text = "sensors:\n  a:\n    part: ads1115\n    %s\n".formatted(channels);

        assertEquals("meetpost.yaml:" + problem, problems(text).lines().findFirst().orElse(""));
    }

    @Test
    void refusesChannelsOfAPartThatHasNone() {
        assertEquals(
                "meetpost.yaml:1:39: \"channels\" means nothing here: ti,tmp102 has none to choose"
                        + " from",
                problems("sensors: {t: {part: tmp102, channels: {p: {pins: 0}}}}"));
    }

    private static List<AnalogInput> inputs(SensorSettings sensor) {
        return ((AnalogOpener) sensor.part().opener()).inputs();
    }

    private static SensorSettings sensor(String text) throws SettingsException {
        return KelderPi.read(text).sensors().get(0);
    }

    private static String problems(String text) {
        return assertThrows(SettingsException.class, () -> KelderPi.read(text)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));
    }
}

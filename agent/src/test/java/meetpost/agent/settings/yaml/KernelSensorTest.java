package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** Sensors that a driver of the kernel reads. */
class KernelSensorTest {

    @Test
    void haveADeviceAndAChannel() throws Exception {
        SensorSettings cpu =
                sensor("cpu: {part: \"linux,hwmon\", device: cpu_thermal, channel: temp1}");

        assertEquals(new Wire.KernelDevice("cpu_thermal", List.of("temp1")), cpu.wire());
        assertEquals(List.of(Quantity.TEMPERATURE), cpu.part().quantities());
        assertEquals("sensoren/cpu", cpu.topic());
    }

    @Test
    void measureWhatTheirChannelsAre() throws Exception {
        SensorSettings kas =
                sensor(
                        "kas: {part: \"linux,iio\", device: bme280, channel: [pressure, temp], decimals: {luchtdruk: 1}}");

        assertEquals(List.of(Quantity.PRESSURE, Quantity.TEMPERATURE), kas.part().quantities());
        assertEquals(1, kas.shaping().get(Quantity.PRESSURE).decimals());
        assertEquals("temperature", kas.deviceClasses().get(Quantity.TEMPERATURE));
    }

    @Test
    void haveTheUsualChannelsOfADeviceThatIsKnown() throws Exception {
        assertEquals(
                List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY),
                sensor("kas: {part: \"linux,hwmon\", device: sht3x}").part().quantities());
    }

    @Test
    void areADht22OnItsLine() throws Exception {
        SensorSettings buiten = sensor("buiten: {part: dht22, gpio: 24, every: 30s}");

        assertEquals(new Wire.KernelLine(24), buiten.wire());
        assertEquals("aosong,dht22", buiten.part().name());
    }

    @Test
    void areTheBoardItself() throws Exception {
        assertEquals(
                List.of(
                        Quantity.TEMPERATURE,
                        Quantity.LOAD,
                        Quantity.MEMORY,
                        Quantity.DISK,
                        Quantity.UPTIME),
                sensor("bord: {part: system}").part().quantities());
        assertEquals(
                List.of(Quantity.WIFI, Quantity.THROTTLED),
                sensor("bord: {part: system, channel: [wifi, throttled]}").part().quantities());
    }

    /** A reload leaves a sensor alone whose settings are the same. */
    @Test
    void areEqualWhenTheyAreReadAgain() throws Exception {
        String text = "adc: {part: \"linux,iio\", device: mcp3008, channel: voltage0}";

        assertEquals(sensor(text), sensor(text));
    }

    @Test
    void needTheirDevice() {
        assertEquals(
                "m.yaml:1:11: \"device\" is missing, expected what the kernel calls it, such as mcp3008",
                problem("a: {part: \"linux,iio\", channel: temp}"));
    }

    @Test
    void needTheirChannelWhereNobodyKnowsIt() {
        assertEquals(
                "m.yaml:1:11: \"channel\" is missing, and which mcp3008 has is not known, expected e.g."
                        + " temp; `meetpost scan` shows what it has",
                problem("a: {part: \"linux,iio\", device: mcp3008}"));
    }

    @Test
    void needAChannelThatThereIsAQuantityFor() {
        assertEquals(
                "m.yaml:1:60: \"anglvel_x\" is no channel of linux,iio that there is a quantity for,"
                        + " expected one such as temp, humidityrelative, pressure, voltage0, current0,"
                        + " power0, illuminance, concentration_co2, resistance, distance,"
                        + " massconcentration_pm2p5 or massconcentration_pm10",
                problem("a: {part: \"linux,iio\", device: mpu6050, channel: anglvel_x}"));
    }

    @Test
    void measureEachQuantityOnce() {
        assertEquals(
                "m.yaml:1:60: voltage0 and voltage1 are both spanning, expected a sensor for each",
                problem(
                        "a: {part: \"linux,iio\", device: mcp3008, channel: [voltage0, voltage1]}"));
    }

    @Test
    void needTheirLine() {
        assertEquals(
                "m.yaml:1:11: \"gpio\" is missing, expected the line that the aosong,dht22 is on, such"
                        + " as 4",
                problem("a: {part: dht22}"));
    }

    @Test
    void haveTheirLineForThemselves() {
        assertEquals(
                "m.yaml:2:23: GPIO 4 is taken by sensor a on line 1, expected another",
                problem("a: {part: dht22, gpio: 4}}\ninputs: {deur: {gpio: 4}"));
    }

    @Test
    void haveTheirChannelForThemselves() {
        assertEquals(
                "m.yaml:1:120: voltage0 of linux,iio mcp3008 is taken by sensor a on line 1, expected"
                        + " another",
                problem(
                        "a: {part: \"linux,iio\", device: mcp3008, channel: voltage0},"
                                + " b: {part: \"linux,iio\", device: mcp3008, channel: voltage0}"));
    }

    @Test
    void areOnNoBus() {
        assertEquals(
                "m.yaml:1:46: \"address\" means nothing here: aosong,dht22 is on one line of the"
                        + " header, expected gpio",
                problem("a: {part: dht22, gpio: 4, address: 0x48}"));
    }

    /** The kernel's driver is named for whoever asks for ours. */
    @Test
    void areNamedForAPartWithoutADriver() {
        assertEquals(
                "m.yaml:1:21: part \"mcp3008\" is not in the table \"Parts\" of README.md, expected"
                        + " part: \"linux,iio\" with device: mcp3008, which the kernel reads",
                problem("a: {part: mcp3008}"));
        assertEquals(
                "m.yaml:1:21: part \"am2302\" is not in the table \"Parts\" of README.md, expected"
                        + " aosong,dht22, which is the same inside",
                problem("a: {part: am2302}"));
    }

    private static SensorSettings sensor(String text) throws Exception {
        return KelderPi.read("sensors: {" + text + "}").sensors().get(0);
    }

    private static String problem(String text) {
        var thrown =
                assertThrows(
                        SettingsException.class, () -> KelderPi.read("sensors: {" + text + "}"));
        return thrown.problems().get(0).toString().replace("meetpost.yaml", "m.yaml");
    }
}

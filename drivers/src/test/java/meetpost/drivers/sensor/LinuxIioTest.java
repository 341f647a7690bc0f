package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;
import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel's {@code sysfs-bus-iio}: "Units after application of scale and offset are millivolts",
 * "milli degrees Celsius", "milli percent", "kilopascal"; "offset to be added to <type>[Y]_raw
 * prior to scaling".
 */
class LinuxIioTest {

    private static final String DEVICE = "bus/iio/devices/iio:device0/";

    /** As its drivers bmp280 and dht11 show them. */
    @Test
    void readsWhatIsThereInTheUnitOfItsType() throws Exception {
        var kernel =
                device("bme280")
                        .with(DEVICE + "in_temp_input", "22730\n")
                        .with(DEVICE + "in_humidityrelative_input", "44521\n")
                        .with(DEVICE + "in_pressure_input", "101.325000000\n");

        assertEquals(
                List.of(
                        new Measurement(TEMPERATURE, 22.73),
                        new Measurement(RELATIVE_HUMIDITY, 44.521),
                        new Measurement(PRESSURE, 1013.25)),
                sensor(kernel, "bme280", "temp", "humidityrelative", "pressure")
                        .sense()
                        .measurements());
    }

    /** An MCP3008 at 3.3 V: 3300 mV in 1024 steps, one scale for all its inputs. */
    @Test
    void takesTheScaleOfAllInputs() throws Exception {
        var kernel =
                device("mcp3008")
                        .with(DEVICE + "in_voltage0_raw", "512\n")
                        .with(DEVICE + "in_voltage7_raw", "1023\n")
                        .with(DEVICE + "in_voltage_scale", "3.222656250\n");

        assertEquals(1.65, value(sensor(kernel, "mcp3008", "voltage0")), 1e-12);
        assertEquals(3.29677734375, value(sensor(kernel, "mcp3008", "voltage7")), 1e-12);
    }

    /** An ADS1115 of -2.048 V to 2.048 V has 0.0625 mV a step. */
    @Test
    void takesTheScaleOfDifferentialInputs() throws Exception {
        var kernel =
                device("ads1115")
                        .with(DEVICE + "in_voltage0-voltage1_raw", "-16384\n")
                        .with(DEVICE + "in_voltage-voltage_scale", "0.062500000\n");

        assertEquals(-1.024, value(sensor(kernel, "ads1115", "voltage0-voltage1")), 1e-12);
    }

    /** Before the scale: (raw + offset) * scale. */
    @Test
    void addsTheOffsetBeforeItScales() throws Exception {
        var kernel =
                device("hdc1000")
                        .with(DEVICE + "in_temp_raw", "25600\n")
                        .with(DEVICE + "in_temp_offset", "-15887.515152\n")
                        .with(DEVICE + "in_temp_scale", "2.517700195\n");

        assertEquals(24.453, value(sensor(kernel, "hdc1000", "temp")), 0.0005);
    }

    /** A channel's own scale is nearer than that of its type. */
    @Test
    void prefersWhatIsTheChannelsOwn() throws Exception {
        var kernel =
                device("max31855")
                        .with(DEVICE + "in_temp_raw", "400\n")
                        .with(DEVICE + "in_temp_ambient_raw", "400\n")
                        .with(DEVICE + "in_temp_scale", "250.000000\n")
                        .with(DEVICE + "in_temp_ambient_scale", "62.500000\n");

        assertEquals(100, value(sensor(kernel, "max31855", "temp")));
        assertEquals(25, value(sensor(kernel, "max31855", "temp_ambient")));
    }

    @ParameterizedTest
    @CsvSource({
        "concentration_co2, 650, 0.000100000, 650",
        "illuminance, 1200, 0.833333, 999.9996",
        "current0, -1500, 1, -1.5",
        "power0, 625, 20.000000, 12.5"
    })
    void knowsTheUnitsOfOtherTypes(String channel, String raw, String scale, double value)
            throws Exception {
        var kernel =
                device("any")
                        .with(DEVICE + "in_" + channel + "_raw", raw + "\n")
                        .with(DEVICE + "in_" + channel + "_scale", scale + "\n");

        assertEquals(value, value(sensor(kernel, "any", channel)), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "21,5", "0x15", "99999999999999999999", "<not counted>"})
    void refusesWhatIsNoNumber(String text) throws Exception {
        var kernel = device("bmp280").with(DEVICE + "in_temp_input", text + "\n");

        var thrown =
                assertThrows(SensorException.class, () -> sensor(kernel, "bmp280", "temp").sense());

        assertEquals(CORRUPT, thrown.kind());
    }

    @ParameterizedTest
    @CsvSource({
        "temp, -273151",
        "temp, 2500001",
        "humidityrelative, -1",
        "humidityrelative, 100001"
    })
    void refusesWhatNoPartCanMeasure(String channel, String text) throws Exception {
        var kernel = device("any").with(DEVICE + "in_" + channel + "_input", text + "\n");

        var thrown =
                assertThrows(SensorException.class, () -> sensor(kernel, "any", channel).sense());

        assertEquals(CORRUPT, thrown.kind());
    }

    @Test
    void letsOneChannelFailByItself() throws Exception {
        var kernel =
                device("bmp280")
                        .with(DEVICE + "in_temp_input", "22730\n")
                        .with(DEVICE + "in_pressure_input", "101.325000000\n")
                        .failing(DEVICE + "in_pressure_input", 1);

        Sensed sensed = sensor(kernel, "bmp280", "temp", "pressure").sense();

        assertEquals(List.of(new Measurement(TEMPERATURE, 22.73)), sensed.measurements());
        assertEquals(PRESSURE, sensed.failures().get(0).quantity());
    }

    @Test
    void saysWhichLineLoadsTheDriverOfWhatIsMissing() {
        var kernel = device("dht11@4").with("bus/iio/devices/trigger0/name", "mcp3008\n");

        var thrown = assertThrows(BusException.class, () -> sensor(kernel, "mcp3008", "voltage0"));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertEquals(
                "the kernel shows no iio device mcp3008, it has dht11@4; add the line"
                        + " dtoverlay=mcp3008:spi0-0-present to /boot/firmware/config.txt and"
                        + " restart the board",
                thrown.getMessage());
    }

    @Test
    void saysWhichChannelsThereAre() {
        var kernel =
                device("mcp3002")
                        .with(DEVICE + "in_voltage0_raw", "1\n")
                        .with(DEVICE + "in_voltage1_raw", "1\n")
                        .with(DEVICE + "in_voltage_scale", "1\n");

        var thrown =
                assertThrows(SensorException.class, () -> sensor(kernel, "mcp3002", "voltage2"));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertEquals(
                "mcp3002 has no channel voltage2, it has voltage0, voltage1", thrown.getMessage());
    }

    @Test
    void takesNoneOfTwoOfOneName() throws Exception {
        var kernel =
                device("mcp3008")
                        .with(DEVICE + "in_voltage0_input", "1000\n")
                        .with("bus/iio/devices/iio:device1/name", "mcp3008\n")
                        .with("bus/iio/devices/iio:device1/in_voltage0_input", "2000\n")
                        .with("bus/spi/devices/spi0.0/iio:device0/name", "mcp3008\n")
                        .with("bus/spi/devices/spi0.1/iio:device1/name", "mcp3008\n");

        var thrown =
                assertThrows(SensorException.class, () -> sensor(kernel, "mcp3008", "voltage0"));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertEquals(1, value(sensor(kernel, "spi0.0", "voltage0")));
        assertEquals(2, value(sensor(kernel, "spi0.1", "voltage0")));
    }

    @Test
    void findsADeviceByItsLabel() throws Exception {
        var kernel =
                device("bh1750")
                        .with(DEVICE + "label", "buiten\n")
                        .with(DEVICE + "in_illuminance_input", "812\n");

        assertEquals(
                List.of(new Measurement(ILLUMINANCE, 812)),
                sensor(kernel, "buiten", "illuminance").sense().measurements());
    }

    /** The kernel gives numbers anew: what was device 0 may be another part afterwards. */
    @Test
    void noticesThatAnotherDeviceHasItsNumber() throws Exception {
        var kernel = device("mcp3008").with(DEVICE + "in_voltage0_input", "1000\n");
        var sensor = sensor(kernel, "mcp3008", "voltage0");
        assertEquals(List.of(new Measurement(VOLTAGE, 1)), sensor.sense().measurements());

        kernel.with(DEVICE + "name", "ads1115\n");

        var thrown = assertThrows(BusException.class, sensor::sense);
        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    @Test
    void saysThatADeviceIsGone() throws Exception {
        var kernel = device("mcp3008").with(DEVICE + "in_voltage0_input", "1000\n");
        var sensor = sensor(kernel, "mcp3008", "voltage0");

        kernel.without("bus/iio/devices/iio:device0");

        var thrown = assertThrows(BusException.class, sensor::sense);
        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    private static FakeKernel device(String name) {
        return new FakeKernel().with(DEVICE + "name", name + "\n");
    }

    private static Sensor sensor(FakeKernel kernel, String device, String... channels)
            throws Exception {
        return new LinuxIio(new KernelDevice(kernel, device, List.of(channels)));
    }

    private static double value(Sensor sensor) throws Exception {
        return sensor.sense().measurements().get(0).value();
    }
}

package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel's {@code sysfs-class-hwmon}: "millidegree Celsius", "millivolt", "milliampere",
 * "microWatt", "milli-percent".
 */
class LinuxHwmonTest {

    private static final String DEVICE = "class/hwmon/hwmon1/";

    @Test
    void readsTheProcessorOfAPi() throws Exception {
        var kernel =
                new FakeKernel()
                        .with("class/hwmon/hwmon0/name", "cpu_thermal\n")
                        .with("class/hwmon/hwmon0/temp1_input", "48312\n")
                        .with("class/hwmon/hwmon0/temp1_crit", "110000\n")
                        .with("class/hwmon/hwmon1/name", "rpi_volt\n")
                        .with("class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");

        assertEquals(
                List.of(new Measurement(TEMPERATURE, 48.312)),
                sensor(kernel, "cpu_thermal", "temp1").sense().measurements());
    }

    @Test
    void readsSeveralChannelsOfOneChip() throws Exception {
        var kernel =
                device("sht3x")
                        .with(DEVICE + "temp1_input", "-5250\n")
                        .with(DEVICE + "humidity1_input", "63125\n");

        assertEquals(
                List.of(
                        new Measurement(TEMPERATURE, -5.25),
                        new Measurement(RELATIVE_HUMIDITY, 63.125)),
                sensor(kernel, "sht3x", "temp1", "humidity1").sense().measurements());
    }

    @ParameterizedTest
    @CsvSource({
        "in1, 12032, 12.032",
        "curr1, -1500, -1.5",
        "power1, 18048000, 18.048",
        "freq1, 1800000000, 1800000000"
    })
    void knowsTheUnitsOfOtherTypes(String channel, String text, double value) throws Exception {
        var kernel = device("ina219").with(DEVICE + channel + "_input", text + "\n");

        assertEquals(
                value,
                sensor(kernel, "ina219", channel).sense().measurements().get(0).value(),
                1e-9);
    }

    @Test
    void readsAnAverageWhereThereIsNothingElse() throws Exception {
        var kernel = device("pmbus").with(DEVICE + "power1_average", "2500000\n");

        assertEquals(2.5, sensor(kernel, "pmbus", "power1").sense().measurements().get(0).value());
    }

    @Test
    void believesNoNumberOfASensorThatTheChipCallsBroken() throws Exception {
        var kernel =
                device("adt7475")
                        .with(DEVICE + "temp1_input", "-128000\n")
                        .with(DEVICE + "temp1_fault", "1\n");
        var sensor = sensor(kernel, "adt7475", "temp1");

        var thrown = assertThrows(BusException.class, sensor::sense);

        assertTrue(thrown.getMessage().contains("open or shorted"), thrown.getMessage());
        kernel.with(DEVICE + "temp1_fault", "0\n").with(DEVICE + "temp1_input", "21000\n");
        assertEquals(21, sensor.sense().measurements().get(0).value());
    }

    @Test
    void findsAChipByItsAddress() throws Exception {
        var kernel =
                device("lm75")
                        .with(DEVICE + "temp1_input", "21000\n")
                        .with("class/hwmon/hwmon2/name", "lm75\n")
                        .with("class/hwmon/hwmon2/temp1_input", "22000\n")
                        .with("bus/i2c/devices/1-0048/hwmon/hwmon1/name", "lm75\n")
                        .with("bus/i2c/devices/1-0049/hwmon/hwmon2/name", "lm75\n");

        assertEquals(22, sensor(kernel, "1-0049", "temp1").sense().measurements().get(0).value());
    }

    @Test
    void saysWhatThereIsWhereADeviceIsMissing() {
        var kernel = device("rpi_volt");

        var thrown = assertThrows(BusException.class, () -> sensor(kernel, "sht3x", "temp1"));

        assertEquals(
                "the kernel shows no hwmon device sht3x, it has rpi_volt; add the line"
                        + " dtoverlay=i2c-sensor,sht3x to /boot/firmware/config.txt and restart the"
                        + " board",
                thrown.getMessage());
    }

    private static FakeKernel device(String name) {
        return new FakeKernel().with(DEVICE + "name", name + "\n");
    }

    private static Sensor sensor(FakeKernel kernel, String device, String... channels)
            throws Exception {
        return new LinuxHwmon(new KernelDevice(kernel, device, List.of(channels)));
    }
}

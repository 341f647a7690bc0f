package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.drivers.bus.KernelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's sysfs-api.rst: "Current temperature … Unit: millidegree Celsius". */
class LinuxThermalTest {

    @ParameterizedTest
    @CsvSource({"48312, 48.312", "0, 0", "-5250, -5.25", "150000, 150", "-60000, -60"})
    void readsThousandthsOfADegree(String text, double celsius) throws Exception {
        assertEquals(
                List.of(new Measurement(TEMPERATURE, celsius)),
                sensor(text + "\n").sense().measurements());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "48.3", "N/A", "2147483647", "48 312"})
    void refusesWhatIsNoNumberOfThem(String text) {
        var thrown = assertThrows(SensorException.class, () -> sensor(text).sense());

        assertEquals(CORRUPT, thrown.kind());
        assertTrue(thrown.getMessage().contains(text.strip()), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"150001", "-60001", "-273150"})
    void refusesWhatNoProcessorSurvives(String text) {
        var thrown = assertThrows(SensorException.class, () -> sensor(text).sense());

        assertEquals(CORRUPT, thrown.kind());
    }

    @Test
    void asksForTheFirstZone() throws Exception {
        var kernel = new FakeKernel().with("class/thermal/thermal_zone0/temp", "48312\n");
        var sensor = new LinuxThermal(new KernelFile(kernel, LinuxThermal.FILE));

        assertEquals(48.312, sensor.sense().measurements().get(0).value());
    }

    private static LinuxThermal sensor(String text) {
        return new LinuxThermal(
                new KernelFile(
                        new FakeKernel().with("class/thermal/thermal_zone0/temp", text),
                        "class/thermal/thermal_zone0/temp"));
    }
}

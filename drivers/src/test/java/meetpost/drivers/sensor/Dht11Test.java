package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As the kernel's driver of that name shows it: thousandths, a whole unit a step. */
class Dht11Test {

    private static final String DEVICE = "bus/iio/devices/iio:device2/";

    @Test
    void readsTemperatureAndHumidity() throws Exception {
        assertEquals(
                List.of(new Measurement(TEMPERATURE, 24), new Measurement(RELATIVE_HUMIDITY, 53)),
                sensor("24000", "53000").sense().measurements());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-21000", "61000"})
    void refusesATemperatureThatItCannotMeasure(String text) throws Exception {
        assertEquals(TEMPERATURE, sensor(text, "53000").sense().failures().get(0).quantity());
    }

    @Test
    void saysWhichLineIsMissing() {
        var thrown =
                assertThrows(
                        BusException.class,
                        () -> new Dht11(new KernelLine(new FakeKernel(), 4), duration -> {}));

        assertTrue(
                thrown.getMessage().startsWith("the kernel has no DHT11 on GPIO 4; add the line"),
                thrown.getMessage());
    }

    private static Dht11 sensor(String temperature, String humidity) throws Exception {
        var kernel =
                new FakeKernel()
                        .with(DEVICE + "name", "dht11@22\n")
                        .with(DEVICE + "in_temp_input", temperature + "\n")
                        .with(DEVICE + "in_humidityrelative_input", humidity + "\n");
        return new Dht11(new KernelLine(kernel, 22), duration -> {});
    }
}

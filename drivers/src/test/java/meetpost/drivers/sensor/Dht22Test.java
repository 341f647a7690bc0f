package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As the kernel's driver dht11 shows it: thousandths, one tenth a step. */
class Dht22Test {

    private static final String DEVICE = "bus/iio/devices/iio:device0/";

    private final List<Duration> waits = new ArrayList<>();

    /** The example of the AM2302 manual, section 7.3: 65.2 %RH and 35.1 °C. */
    @Test
    void readsTheExampleOfItsManual() throws Exception {
        var kernel = kernel("dht11@4", "35100", "65200");

        assertEquals(
                List.of(
                        new Measurement(TEMPERATURE, 35.1),
                        new Measurement(RELATIVE_HUMIDITY, 65.2)),
                sensor(kernel, 4).sense().measurements());
        assertEquals(List.of(), waits);
    }

    @Test
    void readsTheEndsOfItsRange() throws Exception {
        assertEquals(-40, first(sensor(kernel("dht11@4", "-40000", "0"), 4)));
        assertEquals(0, first(sensor(kernel("dht11@4", "0", "99900"), 4)));
        assertEquals(80, first(sensor(kernel("dht11@4", "80000", "100000"), 4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-40100", "80100", "3276700"})
    void refusesATemperatureThatItCannotMeasure(String text) throws Exception {
        Sensed sensed = sensor(kernel("dht11@4", text, "65200"), 4).sense();

        assertEquals(List.of(new Measurement(RELATIVE_HUMIDITY, 65.2)), sensed.measurements());
        assertEquals(TEMPERATURE, sensed.failures().get(0).quantity());
    }

    /** The manual asks for 2 s between two readings. */
    @Test
    void asksAgainForAReadingThatTheKernelLost() throws Exception {
        var kernel = kernel("dht11@4", "35100", "65200").failing(DEVICE + "in_temp_input", 2);

        assertEquals(35.1, first(sensor(kernel, 4)));
        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)), waits);
    }

    @Test
    void saysThatItDoesNotAnswerAfterThreeTries() throws Exception {
        var kernel = kernel("dht11@4", "35100", "65200").failing(DEVICE + "in_temp_input", 3);
        var sensor = sensor(kernel, 4);

        var thrown = assertThrows(BusException.class, sensor::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertTrue(thrown.getMessage().contains("DHT22 on GPIO 4"), thrown.getMessage());
        assertEquals(2, waits.size());
    }

    @Test
    void saysWhichLineIsMissing() {
        var thrown = assertThrows(BusException.class, () -> sensor(new FakeKernel(), 17));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertEquals(
                "the kernel has no DHT22 on GPIO 17; add the line dtoverlay=dht11,gpiopin=17 to"
                        + " /boot/firmware/config.txt and restart the board",
                thrown.getMessage());
    }

    @Test
    void takesNoOtherLinesPart() {
        var thrown =
                assertThrows(
                        BusException.class, () -> sensor(kernel("dht11@4", "35100", "65200"), 17));

        assertEquals(
                "the kernel has no DHT22 on GPIO 17, it has dht11@4; add the line"
                        + " dtoverlay=dht11,gpiopin=17 to /boot/firmware/config.txt and restart the"
                        + " board",
                thrown.getMessage());
    }

    /** Older versions of the overlay name it so whatever its line. */
    @Test
    void takesTheOnlyOneOfAnOldOverlay() throws Exception {
        assertEquals(35.1, first(sensor(kernel("dht11@0", "35100", "65200"), 17)));
    }

    private Dht22 sensor(FakeKernel kernel, int gpio) throws Exception {
        return new Dht22(new KernelLine(kernel, gpio), waits::add);
    }

    private static FakeKernel kernel(String name, String temperature, String humidity) {
        return new FakeKernel()
                .with(DEVICE + "name", name + "\n")
                .with(DEVICE + "in_temp_input", temperature + "\n")
                .with(DEVICE + "in_humidityrelative_input", humidity + "\n");
    }

    private static double first(Sensor sensor) throws Exception {
        return sensor.sense().measurements().get(0).value();
    }
}

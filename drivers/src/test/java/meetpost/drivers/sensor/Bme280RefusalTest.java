package meetpost.drivers.sensor;

import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.BusPlayback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Bme280RefusalTest extends Bme280Rig {

    /** Sections 5.4.7 to 5.4.9: temperature, on which the others depend, and all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"65 5A C0 80 00 00 6E 70", "80 00 00 80 00 00 80 00"})
    void refusesATemperatureThatWasSkipped(String data) throws Exception {
        var measured = FORCED + "76 w F7 r " + data + "\n";
        var bus = new BusPlayback(STARTED + measured + measured);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(NOT_READY, thrown.kind());
        assertEquals(List.of(STARTUP, MEASUREMENT, MEASUREMENT), waits);
        bus.assertFinished();
    }

    @ParameterizedTest
    @CsvSource({
        "80 00 00 7E ED 00 6E 70, pressure, humidity",
        "65 5A C0 7E ED 00 80 00, humidity, pressure"
    })
    void goesOnWithoutAQuantityThatWasSkipped(
            String data,
            @ConvertWith(StandardQuantity.class) Quantity skipped,
            @ConvertWith(StandardQuantity.class) Quantity other)
            throws Exception {
        var measured = FORCED + "76 w F7 r " + data + "\n";
        var bus = new BusPlayback(STARTED + measured + measured);

        var sensed = sensor(bus).sense();

        assertEquals(List.of(skipped), failed(sensed));
        assertEquals(NOT_READY, sensed.failures().get(0).kind());
        assertEquals(List.of(TEMPERATURE, other), measured(sensed));
        bus.assertFinished();
    }

    /** A BMP280 that is sold as BME280, or a hygrometer that is dead. */
    @ParameterizedTest
    @ValueSource(strings = {"00 00", "FF FF", "46 50", "A0 00"})
    void refusesAHumidityThatNoAirHas(String raw) throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r 65 5A C0 7E ED 00 " + raw);

        var sensed = sensor(bus).sense();

        assertEquals(List.of(RELATIVE_HUMIDITY), failed(sensed));
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        assertEquals(List.of(TEMPERATURE, PRESSURE), measured(sensed));
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 00 00 00 00", "FF FF FF FF FF FF FF"})
    void refusesTheHumidityOfAnEmptyCalibration(String calibration) throws Exception {
        var bus =
                new BusPlayback(
                        RESET
                                + CALIBRATION_26
                                + "76 w E1 r "
                                + calibration
                                + "\n"
                                + OVERSAMPLING
                                + "76 w F4 r 24\n"
                                + FORCED
                                + "76 w F7 r 65 5A C0 7E ED 00 6E 70");

        var sensed = sensor(bus).sense();

        assertEquals(List.of(RELATIVE_HUMIDITY), failed(sensed));
        assertTrue(
                sensed.failures().get(0).message().contains("calibration of the hygrometer"),
                sensed.failures().get(0).message());
        bus.assertFinished();
    }

    /** dig_P1 is 0; then dig_P1 is full of ones; then dig_P2 is 0. */
    @ParameterizedTest
    @CsvSource({"7D 8E, 00 00", "7D 8E, FF FF", "43 D6, 00 00"})
    void refusesThePressureOfAnEmptyCalibration(String found, String replaced) throws Exception {
        var bus =
                new BusPlayback(
                        RESET
                                + CALIBRATION_26.replace(found, replaced)
                                + CALIBRATION_7
                                + OVERSAMPLING
                                + "76 w F4 r 24\n"
                                + FORCED
                                + "76 w F7 r 65 5A C0 7E ED 00 6E 70");

        var sensed = sensor(bus).sense();

        assertEquals(List.of(PRESSURE), failed(sensed));
        assertEquals(List.of(TEMPERATURE, RELATIVE_HUMIDITY), measured(sensed));
        bus.assertFinished();
    }

    /** 26.46 °C happens to be 0x80000 with this calibration. */
    @Test
    void measuresOnceMoreWhereATrueValueLooksSkipped() throws Exception {
        var bus =
                new BusPlayback(
                        STARTED
                                + FORCED
                                + "76 w F7 r 65 5A C0 80 00 00 6E 70\n"
                                + FORCED
                                + "76 w F7 r 65 5A C0 80 01 00 6E 70\n");

        var measurements = sensor(bus).sense().measurements();

        assertMeasured(TEMPERATURE, 26.46, 0.01, measurements.get(0));
        bus.assertFinished();
    }

    @Test
    void saysThatABmp280Answers() {
        var bus = new BusPlayback("76 w D0 r 58");

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains("BMP280"), thrown.getMessage());
        bus.assertFinished();
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "00", "FF"})
    void refusesAnotherPartBeforeItWrites(String id) {
        var bus = new BusPlayback("76 w D0 r " + id);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(WRONG_DEVICE, thrown.kind());
        assertTrue(thrown.getMessage().contains("0x" + id), thrown.getMessage());
        bus.assertFinished();
    }

    /** dig_T1 is 0; then it is full of ones; then dig_T2 is 0. */
    @ParameterizedTest
    @CsvSource({"r 70 6B, r 00 00", "r 70 6B, r FF FF", "43 67, 00 00"})
    void refusesAnEmptyCalibration(String found, String replaced) {
        var bus = new BusPlayback(RESET + CALIBRATION_26.replace(found, replaced) + CALIBRATION_7);

        var thrown = assertThrows(SensorException.class, () -> sensor(bus));

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** Below and above the operating range of section 1; and what a dead bus gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "65 5A C0 49 3E 00 6E 70",
                "75 30 00 B3 97 00 6E 70",
                "FF FF FF FF FF FF FF FF",
                "00 00 00 00 00 00 00 00"
            })
    void refusesATemperatureThatThePartCannotMeasure(String data) throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r " + data);

        var thrown = assertThrows(SensorException.class, sensor(bus)::sense);

        assertEquals(CORRUPT, thrown.kind());
        bus.assertFinished();
    }

    /** Above and below the operating range of section 1; and what a dead barometer gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "51 00 00 7E ED 00 6E 70",
                "D6 D8 00 7E ED 00 6E 70",
                "00 00 00 7E ED 00 6E 70",
                "FF FF F0 7E ED 00 6E 70"
            })
    void goesOnWithoutAPressureThatThePartCannotMeasure(String data) throws Exception {
        var bus = new BusPlayback(STARTED + FORCED + "76 w F7 r " + data);

        var sensed = sensor(bus).sense();

        assertEquals(List.of(PRESSURE), failed(sensed));
        assertEquals(CORRUPT, sensed.failures().get(0).kind());
        bus.assertFinished();
    }

    private static List<Quantity> failed(Sensed sensed) {
        return sensed.failures().stream().map(Sensed.Failure::quantity).toList();
    }

    private static List<Quantity> measured(Sensed sensed) {
        return sensed.measurements().stream().map(Measurement::quantity).toList();
    }

    @Test
    void letsABusFailureThrough() throws Exception {
        var bus = new BusPlayback(STARTED + "76 w F4 25 nak");

        var thrown = assertThrows(BusException.class, sensor(bus)::sense);

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        bus.assertFinished();
    }
}

package meetpost.agent.settings.yaml;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

class SensorSectionTest {

    @Test
    void givesASensorItsDefaults() throws Exception {
        SensorSettings sensor =
                KelderPi.read("sensors: {t: {part: 'maxim,ds18b20'}}").sensors().get(0);

        assertEquals("t", sensor.name());
        assertEquals("t", sensor.title());
        assertEquals("maxim,ds18b20", sensor.part().name());
        assertEquals(new Wire.OneWire(Optional.empty()), sensor.wire());
        assertEquals(ofSeconds(10), sensor.every());
        assertEquals(1, sensor.qos());
        assertEquals(ofMinutes(5), sensor.maxSilence());
        assertEquals(Optional.empty(), sensor.maxSame());
        assertEquals("sensoren/t", sensor.topic());
        assertEquals(false, sensor.json());
        assertEquals(
                new ShapingSettings(
                        List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 2),
                sensor.shaping().get(Quantity.TEMPERATURE));
    }

    @Test
    void readsEverythingThatASensorCanSay() throws Exception {
        SensorSettings sensor =
                KelderPi.read(
                                """
                                sensors:
                                  temperatuur:
                                    part: maxim,ds18b20
                                    name: Kelder
                                    qos: 2
                                    rom: 28-0316a2791cff
                                    every: 500ms
                                    decimals: 1
                                    offset: -0.3
                                    filter: median 3
                                    deadband: 0.1
                                    max-silence: 1h
                                    limits: [-20, 60.5]
                                    max-rate: 6/min
                                    max-same: 6h
                                    topic: huis/kelder
                                    json: true
                                """)
                        .sensors()
                        .get(0);

        assertEquals("Kelder", sensor.title());
        assertEquals(2, sensor.qos());
        assertEquals(new Wire.OneWire(Optional.of("28-0316a2791cff")), sensor.wire());
        assertEquals(ofMillis(500), sensor.every());
        assertEquals(ofHours(1), sensor.maxSilence());
        assertEquals(Optional.of(ofHours(6)), sensor.maxSame());
        assertEquals("huis/kelder", sensor.topic());
        assertEquals(true, sensor.json());
        assertEquals(
                new ShapingSettings(
                        List.of(new Point(0, -0.3)),
                        Optional.of(new Limits(-20, 60.5)),
                        Optional.of(0.1),
                        Optional.of(new Filter(Filter.Kind.MEDIAN, 3)),
                        0.1,
                        1),
                sensor.shaping().get(Quantity.TEMPERATURE));
    }

    @Test
    void sortsCalibrationPointsByWhatWasMeasured() throws Exception {
        SensorSettings sensor =
                KelderPi.read(
                                "sensors: {t: {part: 'ti,tmp102', calibration: [[99.1, 100], [0.4, 0.0]]}}")
                        .sensors()
                        .get(0);

        assertEquals(
                List.of(new Point(0.4, 0), new Point(99.1, 100)),
                sensor.shaping().get(Quantity.TEMPERATURE).calibration());
    }

    @Test
    void sharesOutWhatIsSaidForEachQuantity() throws Exception {
        SensorSettings sensor =
                KelderPi.read(
                                """
                                sensors:
                                  kas:
                                    part: bosch,bme280
                                    bus: 3
                                    address: 0x77
                                    limits: {temperatuur: [-20, 60], pressure: [900, 1100]}
                                    decimals: {vochtigheid: 0}
                                """)
                        .sensors()
                        .get(0);

        assertEquals(new Wire.I2c(3, 0x77), sensor.wire());
        assertEquals(
                Optional.of(new Limits(900, 1100)),
                sensor.shaping().get(Quantity.PRESSURE).limits());
        assertEquals(Optional.empty(), sensor.shaping().get(Quantity.RELATIVE_HUMIDITY).limits());
        assertEquals(0, sensor.shaping().get(Quantity.RELATIVE_HUMIDITY).decimals());
        assertEquals(2, sensor.shaping().get(Quantity.TEMPERATURE).decimals());
    }

    @Test
    void publishesJsonForAllSensorsButThoseThatSayNo() throws Exception {
        Settings settings =
                KelderPi.read(
                        """
                        json: true
                        sensors:
                          a: {part: 'ti,tmp102'}
                          b: {part: 'ti,tmp102', address: 0x49, json: false}
                        """);

        assertEquals(List.of(true, false), settings.sensors().stream().map(s -> s.json()).toList());
    }

    @Test
    void followsAliases() throws Exception {
        Settings settings =
                KelderPi.read(
                        """
                        sensors:
                          a: {part: 'ti,tmp102', address: 0x48, limits: &house [-20, 60]}
                          b: {part: 'ti,tmp102', address: 0x49, limits: *house}
                        """);

        assertEquals(
                Optional.of(new Limits(-20, 60)),
                settings.sensors().get(1).shaping().get(Quantity.TEMPERATURE).limits());
    }
}

package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.SettingsChange;
import meetpost.drivers.bus.Pull;
import meetpost.drivers.input.PulseFilter.CountedEdge;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensors that count pulses. */
class CounterSettingsTest {

    @Test
    void countWaterAsTheContractHasIt() throws Exception {
        SensorSettings water =
                sensor(
                        "water: {part: 'gpio,counter', gpio: 5, pull: up, debounce: 20ms, measures:"
                                + " volume, unit: m³, per-pulse: 0.001, begin: 1234.567}");

        assertEquals("gpio,counter", water.part().name());
        assertEquals(List.of(Quantity.VOLUME, Quantity.FLOW), water.quantities());
        assertEquals(
                new Wire.Pulses(
                        5,
                        Pull.UP,
                        CountedEdge.FALLING,
                        Duration.ofMillis(20),
                        0.001,
                        1234.567,
                        60_000),
                water.wire());
        assertFalse(water.isAsked());
        assertFalse(water.isForeign());
    }

    @Test
    void countRainAsTheContractHasIt() throws Exception {
        SensorSettings rain =
                sensor(
                        "regen: {part: 'gpio,counter', gpio: 6, pull: up, debounce: 20ms, measures:"
                                + " neerslag, unit: mm, per-pulse: 0.2794}");

        assertEquals(
                List.of(
                        Quantity.RAIN,
                        new Quantity("neerslag-per-uur", "rain-per-hour", "mm/h", 1)),
                rain.quantities());
    }

    @Test
    void countWhateverItIs() throws Exception {
        SensorSettings counter = sensor("c: {part: counter, gpio: 5}");

        assertEquals(List.of(Quantity.COUNT, Quantity.FREQUENCY), counter.quantities());
        assertEquals(1, wire(counter).perPulse());
        assertEquals(0, wire(counter).begin());
    }

    /** 1000 imp/kWh: each is 1 Wh, and one a second are 3600 W. */
    @Test
    void countEnergyByPulsesOfAUnit() throws Exception {
        SensorSettings meter =
                sensor("c: {part: counter, gpio: 5, measures: energie, pulses-per-unit: 1000}");

        assertEquals(List.of(Quantity.ENERGY, Quantity.POWER), meter.quantities());
        assertEquals(0.001, wire(meter).perPulse());
        assertEquals(3600, wire(meter).perPulse() * wire(meter).rate(), 1e-9);
    }

    @Test
    void haveAUnitOfTheirOwn() throws Exception {
        SensorSettings meter =
                sensor(
                        "c: {part: counter, gpio: 5, measures: volume, unit: L, per-pulse: 1,"
                                + " decimals: {volume: 0}}");

        assertEquals(
                List.of(
                        Quantity.named("volume", "L", 2),
                        new Quantity("volume-per-uur", "volume-per-hour", "L/h", 2)),
                meter.quantities());
        assertEquals(0, meter.shaping().get(meter.quantities().get(0)).decimals());
    }

    @ParameterizedTest
    @CsvSource({
        "pull: up,FALLING",
        "pull: down,RISING",
        "pull: none,RISING",
        "edge: rising,RISING",
        "edge: both,BOTH"
    })
    void countTheEdgeThatClosesTheContact(String key, CountedEdge edge) throws Exception {
        assertEquals(edge, wire(sensor("c: {part: counter, gpio: 5, " + key + "}")).edge());
    }

    @Test
    void sayWhatAPulseStandsFor() {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:12: \"per-pulse\" is missing, expected how much volume in m³ a"
                                + " pulse stands for, such as 0.001; or \"pulses-per-unit\", such as"
                                + " 1000"),
                problems("c: {part: counter, gpio: 5, measures: volume}"));
    }

    @Test
    void sayItOnce() {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:71: \"per-pulse\" and \"pulses-per-unit\" at once, expected"
                                + " one of them"),
                problems("c: {part: counter, gpio: 5, per-pulse: 1, pulses-per-unit: 1}"));
    }

    @Test
    void takeNoNothingForAPulse() {
        assertEquals(
                List.of("meetpost.yaml:1:51: \"per-pulse\" is 0, expected more"),
                problems("c: {part: counter, gpio: 5, per-pulse: 0}"));
    }

    @Test
    void areNotOnALineThatAnotherHas() {
        List<String> problems = problems("c: {part: counter, gpio: 5}}, inputs: {deur: {gpio: 5}");

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("GPIO 5 is taken by sensor c"), problems.get(0));
    }

    @Test
    void haveALine() {
        assertTrue(
                problems("c: {part: counter}").get(0).contains("\"gpio\" is missing"),
                "" + problems("c: {part: counter}"));
    }

    @Test
    void leaveTheirKeysToThemselves() {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:42: \"per-pulse\" means nothing here: maxim,ds18b20 is on"
                                + " 1-wire, expected rom"),
                problems("c: {part: ds18b20, per-pulse: 1}"));
    }

    @Test
    void keepTheirLineUntilARestart() throws Exception {
        Settings was = settings("c: {part: counter, gpio: 5}");

        assertEquals(
                List.of("sensors.c.gpio"),
                SettingsChange.between(was, settings("c: {part: counter, gpio: 6}")).needRestart());
        assertEquals(
                List.of("sensors.d"),
                SettingsChange.between(
                                was,
                                settings(
                                        "c: {part: counter, gpio: 5}, d: {part: counter, gpio: 6}"))
                        .needRestart());
        assertEquals(
                List.of(),
                SettingsChange.between(was, settings("c: {part: counter, gpio: 5, every: 1m}"))
                        .needRestart());
    }

    private static Wire.Pulses wire(SensorSettings sensor) {
        return (Wire.Pulses) sensor.wire();
    }

    private static SensorSettings sensor(String text) throws Exception {
        return settings(text).sensors().get(0);
    }

    private static List<String> problems(String text) {
        return assertThrows(SettingsException.class, () -> settings(text)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static Settings settings(String text) throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("x"), Optional.empty());
        return new SettingsReader(here).read("meetpost.yaml", "{sensors: {" + text + "}}");
    }
}

package meetpost.agent.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsChangeTest {

    private static final String FILE =
            """
            device: {id: kelder-pi, name: Kelder}
            mqtt:
              url: mqtt://localhost:1883
              keep-alive: 30s
            sensors:
              temperatuur: {part: 'maxim,ds18b20', every: 10s}
              kas: {part: 'bosch,bme280', bus: 1, address: 0x76}
            inputs:
              deur: {gpio: 27, pull: up, active: low, debounce: 20ms}
            actuators:
              pomp: {gpio: 17, active: low, max-on: 10m}
              klep: {gpio: 22}
            """;

    @Test
    void theSameFileIsNoChange() throws Exception {
        assertTrue(change("30s", "30s").isNothing());
    }

    @Test
    void anotherLayoutIsNoChange() throws Exception {
        assertTrue(
                change("pomp: {gpio: 17, active: low", "pomp: {active: low, gpio: 17").isNothing());
    }

    @Test
    void aSensorCanCome() throws Exception {
        SettingsChange change =
                change("inputs:", "  kast: {part: 'ti,tmp102', address: 0x48}\ninputs:");

        assertEquals(List.of("kast"), names(change.addedSensors()));
        assertEquals(List.of(), change.removedSensors());
        assertEquals(List.of(), change.changedSensors());
        assertEquals(List.of(), change.needRestart());
        assertFalse(change.isNothing());
    }

    @Test
    void aSensorCanGo() throws Exception {
        SettingsChange change = change("  temperatuur: {part: 'maxim,ds18b20', every: 10s}\n", "");

        assertEquals(List.of("temperatuur"), names(change.removedSensors()));
        assertEquals(List.of(), change.addedSensors());
        assertEquals(List.of(), change.needRestart());
        assertFalse(change.isNothing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "every: 10s | every: 30s",
                "every: 10s | offset: -0.3",
                "every: 10s | rom: 28-0316a2791cff",
                "every: 10s | topic: huis/kelder",
                "every: 10s | name: Zolder",
            })
    void aSensorCanChange(String before, String after) throws Exception {
        SettingsChange change = change(before, after);

        assertEquals(List.of("temperatuur"), names(change.changedSensors()));
        assertEquals(List.of(), change.addedSensors());
        assertEquals(List.of(), change.removedSensors());
        assertEquals(List.of(), change.needRestart());
    }

    @Test
    void aChangedSensorIsGivenAsItIsNow() throws Exception {
        SettingsChange change = change("0x76", "0x77");

        assertEquals(new Wire.I2c(1, 0x77), change.changedSensors().get(0).wire());
    }

    @Test
    void theRulesOfAnActuatorCanChange() throws Exception {
        SettingsChange change = change("max-on: 10m", "max-on: 5m, min-off: 30s");

        assertEquals(1, change.changedActuators().size());
        assertEquals("pomp", change.changedActuators().get(0).name());
        assertEquals(Optional.of(Duration.ofMinutes(5)), change.changedActuators().get(0).maxOn());
        assertEquals(List.of(), change.needRestart());
        assertFalse(change.isNothing());
    }

    @Test
    void howAnInputIsReadCanChange() throws Exception {
        SettingsChange change = change("debounce: 20ms", "debounce: 50ms");

        assertEquals(Duration.ofMillis(50), change.changedInputs().get(0).debounce());
        assertEquals(List.of(), change.needRestart());
        assertFalse(change.isNothing());
    }

    @Test
    void anotherRoomIsTakenOverWhileRunning() throws Exception {
        SettingsChange change = change("max-on: 10m", "max-on: 10m, room: Hal");

        assertTrue(change.roomsChanged());
        assertEquals(List.of(), change.needRestart());
        assertFalse(change.isNothing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "gpio: 17 | gpio: 18 | actuators.pomp.gpio",
                "17, active: low | 17, active: high | actuators.pomp.active",
                "gpio: 22 | gpio: 22, topic: huis/klep | actuators.klep.topic",
                "gpio: 22 | gpio: 22, qos: 2 | actuators.klep.qos",
                "klep: | kraan: | actuators.klep, actuators.kraan",
                "gpio: 27 | gpio: 26 | inputs.deur.gpio",
                "pull: up | pull: down | inputs.deur.pull",
                "pull: up | pull: up, topic: huis/deur | inputs.deur.topic",
                "deur: | poort: | inputs.deur, inputs.poort",
                "bus: 1 | bus: 3 | sensors.kas.bus",
                "'maxim,ds18b20' | 'ti,tmp102' | sensors.temperatuur.bus",
                "id: kelder-pi | id: zolder-pi | device.id",
                "name: Kelder | name: Zolder | device.name",
                "localhost | 192.168.1.2 | mqtt.url",
                "keep-alive: 30s | keep-alive: 60s | mqtt.keep-alive",
                "keep-alive: 30s | username: jan | mqtt.username",
                "keep-alive: 30s | topic-prefix: kas-3/ | mqtt.topic-prefix",
                "sensors: | state: /tmp/elsewhere\\nsensors: | state",
                "sensors: | outbox: {memory: 10}\\nsensors: | outbox",
                "sensors: | home-assistant: {discovery: false}\\nsensors: | home-assistant",
                "sensors: | topics: {sensors: sensors}\\nsensors: | topics",
                "sensors: | dashboard: {listen: '127.0.0.1:8080'}\\nsensors: | dashboard",
                "sensors: | broker: {listeners: ['mqtt://127.0.0.1:1883']}\\nsensors: | broker",
            })
    void whatIsHeldNeedsARestart(String before, String after, String keys) throws Exception {
        SettingsChange change = change(before, after.replace("\\n", "\n"));

        assertEquals(keys, String.join(", ", change.needRestart()));
        assertFalse(change.isNothing());
    }

    /** Whom our own broker lets in changes while it runs; where it listens does not. */
    @Test
    void ofTheBrokerOnlyAccessChangesWhileItRuns() throws Exception {
        String before = "broker: {listeners: ['mqtt://127.0.0.1:1883'], allow-anonymous: true}\n";

        assertEquals(List.of(), broker(before, "allow-anonymous: true", "acl: {jan: {read: '#'}}"));
        assertEquals(List.of(), broker(before, "allow-anonymous: true", "origins: '*'"));
        assertEquals(List.of("mqtt.url", "broker.listeners"), broker(before, "1883", "1884"));
        assertEquals(
                List.of(
                        "broker.data",
                        "broker.sync",
                        "broker.retained-every",
                        "broker.session-expiry",
                        "broker.reserved",
                        "broker.limits"),
                broker(
                        before,
                        "allow-anonymous: true",
                        "data: /d, sync: 2s, retained-every: 1m, session-expiry: 7d, reserved: jan,"
                                + " limits: {inflight: 5}"));
    }

    private static List<String> broker(String file, String before, String after)
            throws SettingsException {
        assertTrue(file.contains(before), before);
        return SettingsChange.between(read(file), read(file.replace(before, after))).needRestart();
    }

    private static SettingsChange change(String before, String after) throws SettingsException {
        assertTrue(FILE.contains(before), before);
        return SettingsChange.between(read(FILE), read(FILE.replace(before, after)));
    }

    private static Settings read(String text) throws SettingsException {
        Surroundings surroundings =
                new Surroundings(
                        "kelder-pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/var/lib/meetpost"),
                        Optional.empty());
        return new SettingsReader(surroundings).read("meetpost.yaml", text);
    }

    private static List<String> names(List<SensorSettings> sensors) {
        return sensors.stream().map(SensorSettings::name).toList();
    }
}

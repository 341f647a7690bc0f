package meetpost.agent.settings.yaml;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;
import meetpost.agent.settings.InputSettings;
import meetpost.drivers.bus.Pull;
import org.junit.jupiter.api.Test;

/** Inputs and outputs. */
class PinSectionsTest {

    @Test
    void readsInputs() throws Exception {
        List<InputSettings> inputs =
                KelderPi.read(
                                """
                                inputs:
                                  deur: {gpio: 27, pull: none, active: low, debounce: 5ms, class: door}
                                  knop: {gpio: 5, active: low}
                                  melder: {gpio: 6, name: Gang, qos: 0, topic: gang/beweging}
                                """)
                        .inputs();

        assertEquals(
                List.of(
                        new InputSettings(
                                "deur",
                                "deur",
                                27,
                                Pull.NONE,
                                false,
                                ofMillis(5),
                                1,
                                "door",
                                "ingangen/deur"),
                        new InputSettings(
                                "knop",
                                "knop",
                                5,
                                Pull.UP,
                                false,
                                ofMillis(20),
                                1,
                                "",
                                "ingangen/knop"),
                        new InputSettings(
                                "melder",
                                "Gang",
                                6,
                                Pull.DOWN,
                                true,
                                ofMillis(20),
                                0,
                                "",
                                "gang/beweging")),
                inputs);
    }

    @Test
    void readsButtonsAndMotionSensors() throws Exception {
        List<InputSettings> inputs =
                KelderPi.read(
                                """
                                inputs:
                                  knop: {gpio: 5, active: low, events: true}
                                  gang: {gpio: 6, class: motion, off-delay: 2m}
                                """)
                        .inputs();

        assertEquals(true, inputs.get(0).events());
        assertEquals(Duration.ZERO, inputs.get(0).offDelay());
        assertEquals(false, inputs.get(1).events());
        assertEquals(Duration.ofMinutes(2), inputs.get(1).offDelay());
    }

    @Test
    void aButtonIsNoMotionSensor() {
        assertEquals(
                "meetpost.yaml:1:51: \"events\" and \"off-delay\" at once, expected one of them: a"
                        + " button, or a motion sensor",
                assertThrows(
                                SettingsException.class,
                                () ->
                                        KelderPi.read(
                                                "inputs: {knop: {gpio: 5, events: true, off-delay: 2m}}"))
                        .problems()
                        .get(0)
                        .toString());
    }

    @Test
    void theEventsOfAButtonHaveTheirTopicForThemselves() {
        var thrown =
                assertThrows(
                        SettingsException.class,
                        () ->
                                KelderPi.read(
                                        "inputs: {knop: {gpio: 5, events: true}, deur: {gpio: 6, topic: ingangen/knop/event}}"));
        assertEquals(
                "meetpost.yaml:1:64: topic \"ingangen/knop/event\" is taken by input knop on line 1,"
                        + " expected another",
                thrown.problems().get(0).toString());
    }

    @Test
    void readsOutputs() throws Exception {
        List<ActuatorSettings> actuators =
                KelderPi.read(
                                """
                                actuators:
                                  pomp:
                                    gpio: 17
                                    name: Pomp
                                    active: low
                                    at-start: last
                                    at-stop: on
                                    at-crash: off
                                    on-broker-loss: {after: 2m, state: on}
                                    max-on: 10m
                                    refresh: 5m
                                    min-off: 30s
                                    min-on: 2m
                                    rest: 20m
                                    interlock: [klep]
                                    dead-time: 1s
                                    qos: 2
                                    class: outlet
                                    topic: tuin/pomp
                                    shared: true
                                  klep: {gpio: 22, on-broker-loss: {}}
                                """)
                        .actuators();

        assertEquals(
                new ActuatorSettings(
                        "pomp",
                        "Pomp",
                        17,
                        false,
                        AtStart.LAST,
                        true,
                        false,
                        Optional.of(new BrokerLoss(ofMinutes(2), true)),
                        Optional.of(ofMinutes(10)),
                        Optional.of(ofMinutes(5)),
                        Optional.of(ofSeconds(30)),
                        Optional.of(ofMinutes(2)),
                        Optional.of(ofMinutes(20)),
                        List.of("klep"),
                        ofSeconds(1),
                        2,
                        "outlet",
                        "tuin/pomp",
                        true),
                actuators.get(0));
        assertEquals(
                new ActuatorSettings(
                        "klep",
                        "klep",
                        22,
                        true,
                        AtStart.OFF,
                        false,
                        false,
                        Optional.of(new BrokerLoss(ofSeconds(60), false)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        ofMillis(500),
                        1,
                        "",
                        "actuatoren/klep",
                        false),
                actuators.get(1));
    }

    @Test
    void drivesAtCrashWhatItDrivesAtStop() throws Exception {
        ActuatorSettings lamp =
                KelderPi.read("actuators: {lamp: {gpio: 5, at-stop: on}}").actuators().get(0);

        assertTrue(lamp.onAtStop());
        assertTrue(lamp.onAtCrash());
    }
}

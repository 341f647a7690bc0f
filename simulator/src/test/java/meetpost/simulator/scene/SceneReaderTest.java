package meetpost.simulator.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.yaml.Problem;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.mount.ChipFault;
import org.junit.jupiter.api.Test;

class SceneReaderTest {

    @Test
    void readsEveryKey() throws SettingsException {
        Scene scene =
                SceneReader.read(
                        "a.yaml",
                        """
                        start: 06:30
                        outside: {mean: -2.5, swing: 3, warmest: 14:00, pressure: 990, drift: 0}
                        rooms:
                          a: {heat-capacity: 1000, loss: 2, gain: 3, temperature: 4, humidity: 5}
                        heaters:
                          h: {gpio: 23, room: a, active: low, power: -10, loss: 20}
                        doors:
                          d: {gpio: 27, room: a, open: high, loss: 6, first: 1s, every: 1h, for: 2m}
                        sensors:
                          s: {room: a, lag: 0, noise: 0.5}
                        faults:
                          f: {sensor: s, fault: wrong-crc, at: 90s, for: 1m}
                        """);

        assertEquals(
                new Scene(
                        LocalTime.of(6, 30),
                        new Scene.Outside(-2.5, 3, LocalTime.of(14, 0), 990, 0),
                        List.of(new Scene.Room("a", 1000, 2, 3, 4, 5)),
                        List.of(new Scene.Heater(23, false, "a", -10, 20)),
                        List.of(
                                new Scene.Door(
                                        27,
                                        true,
                                        "a",
                                        6,
                                        Duration.ofSeconds(1),
                                        Optional.of(Duration.ofHours(1)),
                                        Duration.ofMinutes(2))),
                        List.of(
                                new Scene.Placement(
                                        "s", "a", Duration.ZERO, 0.5, Optional.empty())),
                        List.of(
                                new Scene.Mishap(
                                        "s",
                                        ChipFault.WRONG_CRC,
                                        Duration.ofSeconds(90),
                                        Optional.of(Duration.ofMinutes(1))))),
                scene);
    }

    @Test
    void needsNothingButARoom() throws SettingsException {
        Scene scene = SceneReader.read("a.yaml", "rooms: {a: {heat-capacity: 1000}}\n");

        assertEquals(LocalTime.of(9, 0), scene.start());
        assertEquals("a", scene.placement("whatever").room());
        assertEquals(Duration.ofSeconds(15), scene.placement("whatever").lag());
    }

    @Test
    void choosesACopyForASensor() throws SettingsException {
        Scene scene =
                SceneReader.read(
                        "a.yaml",
                        """
                        rooms: {a: {heat-capacity: 1000}}
                        sensors: {s: {room: a, clone: d}}
                        """);

        assertEquals(Optional.of(Ds18b20Family.D), scene.placement("s").copy());
        assertEquals(Optional.empty(), scene.placement("whatever").copy());
        var unknown =
                assertThrows(
                        SettingsException.class,
                        () ->
                                SceneReader.read(
                                        "a.yaml",
                                        "rooms: {a: {heat-capacity: 1}}\nsensors: {s: {room: a, clone: z}}\n"));
        assertEquals(
                "a.yaml:2:31: unknown word \"z\", expected a, b, c, d, e, f, g or h",
                unknown.problems().get(0).toString());
    }

    @Test
    void tellsEveryProblemWithItsPlace() {
        var thrown =
                assertThrows(
                        SettingsException.class,
                        () ->
                                SceneReader.read(
                                        "a.yaml",
                                        """
                                        start: half past nine
                                        rooms:
                                          a: {loss: 2}
                                        heaters:
                                          h: {gpio: 23, room: b, powr: 10}
                                        doors:
                                          d: {gpio: 99, room: a, every: 1s, for: 2s}
                                        faults:
                                          f: {sensor: s, fault: gremlins}
                                        """));

        assertEquals(
                List.of(
                        "a.yaml:1:8: \"half past nine\" is no time of day, expected one such as 15:00",
                        "a.yaml:3:3: \"heat-capacity\" is missing, expected a number such as 0.5",
                        "a.yaml:5:23: there is no room \"b\", expected a",
                        "a.yaml:5:26: unknown key \"powr\", expected \"power\"",
                        "a.yaml:7:13: GPIO \"99\" is not on the header, expected 2 to 27",
                        "a.yaml:7:33: opens again before it has closed, expected more than `for`",
                        "a.yaml:9:25: unknown fault \"gremlins\", expected one of off, failing,"
                                + " stuck-bus, slow, wrong-crc, power-on, noisy"),
                thrown.problems().stream().map(Problem::toString).toList());
    }

    @Test
    void refusesASceneWithoutARoom() {
        assertThrows(SettingsException.class, () -> SceneReader.read("a.yaml", "rooms: {}\n"));
        assertThrows(SettingsException.class, () -> SceneReader.read("a.yaml", "# nothing\n"));
        assertThrows(SettingsException.class, () -> SceneReader.read("a.yaml", "[1, 2]\n"));
    }

    @Test
    void readsTheSceneThatIsPacked() throws Exception {
        assertEquals(Scenes.house(), SceneReader.read(Path.of("../config/scene.yaml")));
    }
}

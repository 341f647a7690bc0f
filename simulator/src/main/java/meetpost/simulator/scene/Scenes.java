package meetpost.simulator.scene;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Scenes that need no file. */
public final class Scenes {

    private Scenes() {}

    /**
     * A small house on a spring morning: a room that {@code verwarming} on GPIO 23 warms by a
     * degree in half a minute, a cupboard in it, a greenhouse, and a door on GPIO 27 that somebody
     * uses.
     */
    public static Scene house() {
        return new Scene(
                LocalTime.of(9, 0),
                new Scene.Outside(9, 5, LocalTime.of(15, 0), 75, 1013.25, 1),
                List.of(
                        new Scene.Room("kamer", 25_000, 40, 400, 18.5, 50),
                        new Scene.Room("kas", 90_000, 60, 500, 15.5, 65)),
                List.of(new Scene.Heater(23, true, "kamer", 1000, 0)),
                List.of(
                        new Scene.Door(
                                27,
                                false,
                                "kamer",
                                60,
                                Duration.ofSeconds(20),
                                Optional.of(Duration.ofSeconds(90)),
                                Duration.ofSeconds(8))),
                List.of(
                        new Scene.Placement("temperatuur", "kamer", Duration.ofSeconds(8), 1),
                        new Scene.Placement("kast", "kamer", Duration.ofMinutes(3), 1),
                        new Scene.Placement("kas", "kas", Duration.ofSeconds(20), 1)),
                List.of());
    }
}

package meetpost.simulator.scene;

import static meetpost.drivers.sensor.Quantity.ILLUMINANCE;
import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.simulator.HandTicks;
import meetpost.simulator.chip.Signal;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final int HEATER = 23;
    private static final int DOOR = 27;

    /** 100 kJ/K that loses 100 W/K: a time constant of 1000 s. */
    private static final Scene.Room ROOM = new Scene.Room("kamer", 100_000, 100, 0, 20, 50);

    private final HandTicks ticks = new HandTicks();

    /** After one time constant 63.2 % of the way from 20 °C to the 10 °C outside are gone. */
    @Test
    void coolsAsARoomWithThatCapacityAndLossDoes() {
        World world = world(ROOM);

        assertEquals(20, world.celsius("kamer", 0), 1e-9);
        assertEquals(10 + 10 * 0.3679, world.celsius("kamer", seconds(1000)), 0.001);
        assertEquals(10, world.celsius("kamer", seconds(20_000)), 0.001);
    }

    @Test
    void warmsByWhatTheHeaterGivesFromTheMomentItIsOn() {
        World world = world(new Scene.Room("kamer", 100_000, 0, 0, 20, 50));
        ticks.pass(10_000);
        world.switched(HEATER, true);
        ticks.pass(50_000);
        world.switched(HEATER, false);

        assertEquals(20, world.celsius("kamer", seconds(10)), 1e-9);
        // 1000 W for 50 s into 100 kJ/K.
        assertEquals(20.5, world.celsius("kamer", seconds(61)), 1e-9);
        assertEquals(20.5, world.celsius("kamer", seconds(600)), 1e-9);
    }

    @Test
    void takesASensorThatComesWhileTimeFlowsToBeAsWarmAsItsRoom() {
        World world = world(ROOM);
        double room = world.celsius("kamer", seconds(1000));

        Signal late = world.signal("late", TEMPERATURE, 0);

        assertEquals(room, late.at(seconds(1000)), 0.5);
        assertEquals(10, late.at(seconds(20_000)), 0.5);
    }

    @Test
    void isWarmedByWhatIsAlwaysOn() {
        World world = world(new Scene.Room("kamer", 100_000, 100, 500, 15, 50));

        assertEquals(15, world.celsius("kamer", seconds(3600)), 1e-6);
    }

    @Test
    void losesMoreThroughAnOpenDoor() {
        World closed = world(ROOM);
        World open = world(ROOM);
        open.door(DOOR, true);

        assertTrue(open.celsius("kamer", seconds(300)) < closed.celsius("kamer", seconds(300)) - 1);
    }

    /** The grid is fine enough to be linear in between. */
    @Test
    void liesOnALineBetweenTwoSeconds() {
        World world = world(ROOM);
        double left = world.celsius("kamer", seconds(7));
        double right = world.celsius("kamer", seconds(8));

        assertEquals(
                0.75 * left + 0.25 * right,
                world.celsius("kamer", seconds(7) + 250_000_000),
                1e-12);
    }

    @Test
    void swingsWithTheDayOutside() {
        var outside = new Scene.Outside(10, 6, LocalTime.of(15, 0), 1013, 0);
        var scene = scene(outside, new Scene.Room("kas", 1, 1000, 0, 10, 50), 1);
        World world = new World(scene, 7, ticks);

        assertEquals(16, world.celsius("kas", seconds(7 * 3600)), 0.01);
        assertEquals(4, world.celsius("kas", seconds(19 * 3600)), 0.01);
    }

    @Test
    void followsWithTheLagOfTheHousing() {
        var room = new Scene.Room("kamer", 100_000, 0, 1000, 20, 50);
        World world = new World(scene(calm(), room, 0), 7, ticks);
        Signal sensor = world.signal("temperatuur", TEMPERATURE, 0);

        // On a ramp of 0.01 K/s a sensor with a lag of 15 s is 0.15 K behind.
        double behind = world.celsius("kamer", seconds(300)) - sensor.at(seconds(300));
        assertEquals(0.15, behind, 0.01);
    }

    @Test
    void driesTheAirByWarmingIt() {
        World world =
                new World(scene(calm(), new Scene.Room("kamer", 1000, 0, 10, 20, 50), 0), 7, ticks);
        Signal sensor = world.signal("kas", RELATIVE_HUMIDITY, 50);

        assertEquals(50, sensor.at(0), 2.1);
        // At 30 °C the same water is 27.5 %: 23.37 hPa / 42.43 hPa of saturation.
        assertEquals(27.5, sensor.at(seconds(1000)), 2.1);
    }

    @Test
    void saysTheSameOfAnInstantWheneverAndByWhomeverItIsAsked() {
        List<Double> forwards = new ArrayList<>();
        List<Double> backwards = new ArrayList<>();
        World one = world(ROOM);
        World other = world(ROOM);
        Signal first = one.signal("temperatuur", TEMPERATURE, 0);
        Signal second = other.signal("temperatuur", TEMPERATURE, 0);
        for (int i = 0; i < 500; i++) {
            forwards.add(first.at(seconds(2L * i)));
        }
        for (int i = 499; i >= 0; i--) {
            backwards.add(0, second.at(seconds(2L * i)));
        }

        assertEquals(forwards, backwards);
    }

    @Test
    void saysSomethingElseWithAnotherSeedForAnotherSensorAtAnotherInstant() {
        Signal one = new World(scene(calm(), ROOM, 1), 7, ticks).signal("a", TEMPERATURE, 0);
        Signal seed = new World(scene(calm(), ROOM, 1), 8, ticks).signal("a", TEMPERATURE, 0);
        Signal sensor = new World(scene(calm(), ROOM, 1), 7, ticks).signal("b", TEMPERATURE, 0);

        assertNotEquals(one.at(0), seed.at(0));
        assertNotEquals(one.at(0), sensor.at(0));
        assertNotEquals(one.at(0), one.at(1));
    }

    /** Over 4000 instants: no bias, and the 0.03 K that is usual for a temperature. */
    @Test
    void hasTheNoiseThatIsUsual() {
        var room = new Scene.Room("kamer", 100_000, 0, 0, 20, 50);
        Signal sensor = new World(scene(calm(), room, 1), 7, ticks).signal("a", TEMPERATURE, 0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 4000; i++) {
            double off = sensor.at(seconds(i)) - 20;
            sum += off;
            squares += off * off;
        }

        assertEquals(0, sum / 4000, 0.002);
        assertEquals(0.03, Math.sqrt(squares / 4000), 0.002);
    }

    @Test
    void hasAPressureThatDriftsSlowly() {
        Signal sensor = new World(scene(calm(), ROOM, 0), 7, ticks).signal("kas", PRESSURE, 1000);
        for (int i = 0; i < 5000; i++) {
            assertEquals(1013, sensor.at(seconds(i)), 1.5);
            assertEquals(sensor.at(seconds(i)), sensor.at(seconds(i + 1)), 0.01);
        }
    }

    @Test
    void makesSomethingUpForAQuantityThatNoRoomHas() {
        Signal light = world(ROOM).signal("licht", ILLUMINANCE, 500);

        for (int i = 0; i < 1000; i++) {
            assertEquals(500, light.at(seconds(10L * i)), 110);
        }
    }

    /** Whoever lags behind for longer than the history is told of its oldest instant. */
    @Test
    void forgetsWhatWasHoursAgo() {
        World world = world(ROOM);
        world.celsius("kamer", seconds(10_000));

        // That of 2802 s: 7200 grid points back from the last one that is known.
        assertEquals(10 + 10 * 0.06069, world.celsius("kamer", 0), 0.0001);
    }

    private World world(Scene.Room room) {
        return new World(scene(calm(), room, 0), 7, ticks);
    }

    private static Scene.Outside calm() {
        return new Scene.Outside(10, 0, LocalTime.of(15, 0), 1013, 0);
    }

    private static Scene scene(Scene.Outside outside, Scene.Room room, double noise) {
        return new Scene(
                LocalTime.of(8, 0),
                outside,
                List.of(room),
                List.of(new Scene.Heater(HEATER, true, "kamer", 1000, 0)),
                List.of(
                        new Scene.Door(
                                DOOR,
                                false,
                                "kamer",
                                400,
                                Duration.ZERO,
                                Optional.empty(),
                                Duration.ZERO)),
                List.of(
                        new Scene.Placement(
                                "temperatuur",
                                room.name(),
                                Duration.ofSeconds(15),
                                noise,
                                Optional.empty()),
                        new Scene.Placement(
                                "kas", room.name(), Duration.ZERO, noise, Optional.empty())),
                List.of());
    }

    private static long seconds(long seconds) {
        return seconds * 1_000_000_000;
    }
}

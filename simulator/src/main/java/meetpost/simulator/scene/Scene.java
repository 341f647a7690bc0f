package meetpost.simulator.scene;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.mount.ChipFault;

/**
 * What there is around a simulated Pi, and what happens there.
 *
 * @param start what time of day it is at tick 0
 * @param rooms at least one; the first is where a sensor is that nothing else is said of
 */
public record Scene(
        LocalTime start,
        Outside outside,
        List<Room> rooms,
        List<Heater> heaters,
        List<Door> doors,
        List<Placement> sensors,
        List<Mishap> mishaps) {

    public Scene {
        requireNonNull(start, "start");
        requireNonNull(outside, "outside");
        rooms = List.copyOf(rooms);
        heaters = List.copyOf(heaters);
        doors = List.copyOf(doors);
        sensors = List.copyOf(sensors);
        mishaps = List.copyOf(mishaps);
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException("a scene without a room");
        }
    }

    /** How that sensor is placed. */
    public Placement placement(String sensor) {
        return sensors.stream()
                .filter(each -> each.sensor().equals(sensor))
                .findFirst()
                .orElseGet(
                        () ->
                                new Placement(
                                        sensor,
                                        rooms.get(0).name(),
                                        Placement.LAG,
                                        Placement.NOISE,
                                        Optional.empty()));
    }

    /** The room of that name. */
    public Optional<Room> room(String name) {
        return rooms.stream().filter(room -> room.name().equals(name)).findFirst();
    }

    /**
     * The weather.
     *
     * @param mean over the day, in °C
     * @param swing as far above and below it in the course of the day, in K
     * @param warmest when it is warmest
     * @param pressure in hPa
     * @param drift by how much the weather strays from this within hours, in K
     */
    public record Outside(
            double mean, double swing, LocalTime warmest, double pressure, double drift) {

        public Outside {
            requireNonNull(warmest, "warmest");
        }
    }

    /**
     * A room with one temperature.
     *
     * @param heatCapacity in J/K, above 0
     * @param loss to the outside, in W/K, at least 0
     * @param gain of people and things that are always on, in W
     * @param temperature at tick 0, in °C
     * @param humidity relative, in %, at tick 0; the water in the air stays
     */
    public record Room(
            String name,
            double heatCapacity,
            double loss,
            double gain,
            double temperature,
            double humidity) {

        public Room {
            requireNonNull(name, "name");
        }
    }

    /**
     * Something on an output that acts on a room while it is on.
     *
     * @param onHigh whether a high level is on
     * @param power into the room, in W; below 0 it cools
     * @param loss that the room has more, in W/K: a fan, a window motor
     */
    public record Heater(int gpio, boolean onHigh, String room, double power, double loss) {

        public Heater {
            requireNonNull(room, "room");
        }
    }

    /**
     * A door with a contact on an input.
     *
     * @param openHigh whether the contact connects the line to 3.3 V while it is open; else it
     *     connects it to ground
     * @param loss that the room has more while it is open, in W/K
     * @param first when it opens first
     * @param every how often it opens; empty: once
     * @param open for how long
     */
    public record Door(
            int gpio,
            boolean openHigh,
            String room,
            double loss,
            Duration first,
            Optional<Duration> every,
            Duration open) {

        public Door {
            requireNonNull(room, "room");
            requireNonNull(first, "first");
            requireNonNull(every, "every");
            requireNonNull(open, "open");
        }
    }

    /**
     * Where a sensor of the settings is.
     *
     * @param lag how long its housing takes to follow the room, as a time constant
     * @param noise of what it measures: 1 is what is usual for its quantity, 0 is none
     * @param copy which copy a DS18B20 is; empty: the genuine part
     * @param pulses of what it counts, in a second
     */
    public record Placement(
            String sensor,
            String room,
            Duration lag,
            double noise,
            Optional<Ds18b20Family> copy,
            double pulses) {

        /** A small part in free air. */
        public static final Duration LAG = Duration.ofSeconds(15);

        public static final double NOISE = 1;

        /** One in ten seconds. */
        public static final double PULSES = 0.1;

        /** One whose pulses come as usual. */
        public Placement(
                String sensor,
                String room,
                Duration lag,
                double noise,
                Optional<Ds18b20Family> copy) {
            this(sensor, room, lag, noise, copy, PULSES);
        }

        public Placement {
            requireNonNull(sensor, "sensor");
            requireNonNull(room, "room");
            requireNonNull(lag, "lag");
            requireNonNull(copy, "copy");
        }
    }

    /**
     * A fault on the timetable.
     *
     * @param at when it begins
     * @param lasting empty: for good
     */
    public record Mishap(String sensor, ChipFault fault, Duration at, Optional<Duration> lasting) {

        public Mishap {
            requireNonNull(sensor, "sensor");
            requireNonNull(fault, "fault");
            requireNonNull(at, "at");
            requireNonNull(lasting, "lasting");
        }
    }
}

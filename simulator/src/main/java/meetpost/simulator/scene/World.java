package meetpost.simulator.scene;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.Hash;
import meetpost.simulator.bus.SimulatedSerialPorts;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.mount.SmartMeter;

/**
 * The physics of a scene. What it says depends on the seed, on who asks, on the instant that is
 * asked about, and on what was switched before it: never on when it is asked. Safe for use by
 * several threads.
 *
 * <p>Temperatures advance on a grid of one second; who asks about an instant between two of its
 * points gets what lies between. What is switched counts from the next point on.
 */
public final class World {

    private static final double SECOND = 1e9;

    /** Who lags behind further than this is told of the oldest instant that is known. */
    private static final int HISTORY = (int) Duration.ofHours(2).toSeconds();

    /** The standard deviation of one reading, in the quantity's unit. */
    private static final Map<Quantity, Double> USUAL_NOISE =
            Map.of(
                    Quantity.TEMPERATURE, 0.03,
                    Quantity.RELATIVE_HUMIDITY, 0.15,
                    Quantity.UPTIME, 0.0,
                    Quantity.PRESSURE, 0.03);

    private final Scene scene;
    private final long seed;
    private final Ticks ticks;
    private final Weather weather;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, RoomNode> rooms = new HashMap<>();
    private final Map<Integer, Boolean> levels = new HashMap<>();
    private final Set<Integer> openDoors = new HashSet<>();
    private final double[][] history = new double[HISTORY][];
    private long step;

    /** At tick 0, with everything off and every door closed. */
    public World(Scene scene, long seed, Ticks ticks) {
        this.scene = requireNonNull(scene, "scene");
        this.seed = seed;
        this.ticks = requireNonNull(ticks, "ticks");
        this.weather = new Weather(scene, seed);
        for (Scene.Room room : scene.rooms()) {
            var node = new RoomNode(room, nodes.size());
            nodes.add(node);
            rooms.put(room.name(), node);
        }
    }

    /**
     * What there is to measure for that sensor, which has been as warm as its room until now.
     *
     * @param middle of the part's range, for a quantity that the scene knows nothing of
     */
    public synchronized Signal signal(String sensor, Quantity quantity, double middle) {
        Scene.Placement placement = scene.placement(sensor);
        RoomNode room = room(placement.room());
        long own = Hash.of(Hash.of(seed, sensor), quantity.english());
        Signal exact = exact(quantity, room, placement.lag(), own, middle);
        double noise = placement.noise() * usualNoise(quantity, middle);
        return instant -> exact.at(instant) + noise * Hash.bell(Hash.of(own, instant));
    }

    private Signal exact(Quantity quantity, RoomNode room, Duration lag, long own, double middle) {
        if (quantity.equals(Quantity.TEMPERATURE)) {
            return celsius(lagging(room, lag));
        }
        if (quantity.equals(Quantity.RELATIVE_HUMIDITY)) {
            return humidity(room, own);
        }
        if (quantity.equals(Quantity.UPTIME)) {
            return instant -> instant / SECOND;
        }
        if (quantity.equals(Quantity.PRESSURE)) {
            return instant -> weather.pressure((double) instant);
        }
        return instant -> middle * (1 + 0.2 * Weather.drift(own, (double) instant));
    }

    /** Where that sensor is a smart meter, it is at its port from now on. */
    public void plug(SensorSettings sensor, SimulatedSerialPorts ports) {
        if (sensor.wire() instanceof SensorSettings.Wire.Serial wire) {
            Signal power = signal(sensor.name(), Quantity.POWER, SmartMeter.USUAL);
            ports.plug(wire.port(), new SmartMeter(power, wire.dsmr()));
        }
    }

    /** The level of a line of the header is another one, as the calling thread's time has it. */
    public synchronized void switched(int gpio, boolean high) {
        advance(stepOf(ticks.now()) + 1);
        levels.put(gpio, high);
    }

    /**
     * The door with its contact on that line opens, or closes, as the calling thread's time has it.
     * It is told rather than seen on the line, which the program may not have taken yet.
     */
    public synchronized void door(int gpio, boolean open) {
        advance(stepOf(ticks.now()) + 1);
        if (open) {
            openDoors.add(gpio);
        } else {
            openDoors.remove(gpio);
        }
    }

    /** The temperature of a room, in °C, without what any sensor adds. */
    public double celsius(String room, long instant) {
        return at(room(room), instant);
    }

    private Signal celsius(Node node) {
        return instant -> at(node, instant);
    }

    private Signal humidity(RoomNode room, long own) {
        double water = room.room.humidity() * saturation(room.room.temperature());
        return instant ->
                Math.min(
                        100,
                        water / saturation(at(room, instant))
                                + 2 * Weather.drift(own, (double) instant));
    }

    private synchronized double at(Node node, long instant) {
        long left = stepOf(instant);
        advance(left + 2);
        double within = instant / SECOND - left;
        return known(left)[node.index] * (1 - within) + known(left + 1)[node.index] * within;
    }

    private double[] known(long asked) {
        long oldest = Math.max(0, step - HISTORY);
        return history[(int) (Math.max(asked, oldest) % HISTORY)];
    }

    /** Makes every grid point below {@code until} known. */
    private void advance(long until) {
        while (step < until) {
            double[] point = new double[nodes.size()];
            for (Node node : nodes) {
                point[node.index] = step == 0 ? node.first() : node.next(known(step - 1));
            }
            history[(int) (step % HISTORY)] = point;
            step++;
        }
    }

    private Node lagging(RoomNode room, Duration lag) {
        var node = new LaggingNode(room, lag, nodes.size());
        nodes.add(node);
        for (int at = 0; at < history.length && history[at] != null; at++) {
            double[] longer = Arrays.copyOf(history[at], nodes.size());
            longer[node.index] = longer[room.index];
            history[at] = longer;
        }
        return node;
    }

    private RoomNode room(String name) {
        RoomNode room = rooms.get(name);
        if (room == null) {
            throw new IllegalArgumentException("the scene has no room " + name);
        }
        return room;
    }

    private static long stepOf(long instant) {
        return Math.floorDiv(Math.max(0, instant), 1_000_000_000L);
    }

    /** Of water vapour, in hPa, by Magnus (WMO No. 8, annex 4.B, over water). */
    private static double saturation(double celsius) {
        return 6.112 * Math.exp(17.62 * celsius / (243.12 + celsius));
    }

    private static double usualNoise(Quantity quantity, double middle) {
        return USUAL_NOISE.getOrDefault(quantity, Math.abs(middle) / 500);
    }

    /** A temperature that advances second by second. */
    private abstract static sealed class Node permits RoomNode, LaggingNode {

        final int index;

        Node(int index) {
            this.index = index;
        }

        abstract double first();

        /** One second after {@code before}. */
        abstract double next(double[] before);
    }

    /** Air and walls. */
    private final class RoomNode extends Node {

        private final Scene.Room room;

        RoomNode(Scene.Room room, int index) {
            super(index);
            this.room = room;
        }

        @Override
        double first() {
            return room.temperature();
        }

        @Override
        double next(double[] before) {
            double power = room.gain();
            double loss = room.loss();
            for (Scene.Heater heater : scene.heaters()) {
                if (heater.room().equals(room.name()) && is(heater.gpio(), heater.onHigh())) {
                    power += heater.power();
                    loss += heater.loss();
                }
            }
            for (Scene.Door door : scene.doors()) {
                if (door.room().equals(room.name()) && openDoors.contains(door.gpio())) {
                    loss += door.loss();
                }
            }
            double celsius = before[index];
            if (loss == 0) {
                return celsius + power / room.heatCapacity();
            }
            // Exact for one second, so that no room is too small for the grid.
            double rest = weather.celsius((step - 1) * SECOND) + power / loss;
            return rest + (celsius - rest) * Math.exp(-loss / room.heatCapacity());
        }

        private boolean is(int gpio, boolean level) {
            Boolean now = levels.get(gpio);
            return now != null && now == level;
        }
    }

    /** A sensor in its housing. */
    private static final class LaggingNode extends Node {

        private final RoomNode room;
        private final double kept;

        LaggingNode(RoomNode room, Duration lag, int index) {
            super(index);
            this.room = room;
            this.kept = lag.isZero() ? 0 : Math.exp(-SECOND / lag.toNanos());
        }

        @Override
        double first() {
            return room.first();
        }

        @Override
        double next(double[] before) {
            double around = before[room.index];
            return around + (before[index] - around) * kept;
        }
    }
}

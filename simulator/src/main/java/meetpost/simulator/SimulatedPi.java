package meetpost.simulator;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.foreign.ProgramOpener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.sensor.AnalogOpener;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.bus.Hash;
import meetpost.simulator.bus.SimulatedPins;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.mount.ChipModel;
import meetpost.simulator.mount.MountedChip;
import meetpost.simulator.mount.Place;
import meetpost.simulator.mount.Printed;
import meetpost.simulator.pi4j.SimulatedPlatform;
import meetpost.simulator.scene.Contact;
import meetpost.simulator.scene.Scene;
import meetpost.simulator.scene.World;

/**
 * A Pi with everything wired to it that settings speak of, in a scene. Safe for use by several
 * threads.
 */
public final class SimulatedPi {

    /** Of a quantity that the scene knows nothing of, and no part has a range for. */
    private static final double USUAL_MIDDLE = 50;

    private final SimulatedPlatform platform;
    private final Scene scene;
    private final World world;

    /** By the name of their sensor; replaced when one is added. */
    private volatile Map<String, Wired> wired = Map.of();

    private volatile List<Neighbour> neighbours = List.of();
    private volatile List<Contact> contacts = List.of();

    /** Whatever was ever put on the board, which no settings take off. Guarded by this. */
    private final List<Wired> mounted = new ArrayList<>();

    /** A chip, and what the scene has for it to measure. */
    private record Wired(
            ChipModel model, Place place, MountedChip chip, Map<Quantity, Signal> scenery) {}

    /**
     * Wires it.
     *
     * @throws IllegalArgumentException if there is no model of a part
     */
    public SimulatedPi(Settings settings, Scene scene, long seed, Ticks ticks) {
        requireNonNull(settings, "settings");
        this.platform = new SimulatedPlatform(ticks);
        this.scene = requireNonNull(scene, "scene");
        this.world = new World(scene, seed, ticks);
        platform.i2c(1);
        wire(settings);
        platform.pins().listen(world::switched);
    }

    /**
     * Wires what these settings have and is not there. What they no longer have stays where it is,
     * as on a board.
     *
     * @throws IllegalArgumentException if there is no model of a part, or another part is where one
     *     is to be
     */
    public synchronized void wire(Settings settings) {
        var heard = new LinkedHashMap<String, Neighbour>();
        var all = new LinkedHashMap<>(wired);
        for (SensorSettings sensor : settings.sensors()) {
            if (sensor.part().opener() instanceof ProgramOpener program) {
                print(sensor, program);
                continue;
            }
            if (sensor.wire() instanceof SensorSettings.Wire.Topic wire) {
                heard.put(
                        sensor.name(),
                        new Neighbour(wire.topic(), new Printed(wire.values(), signals(sensor))));
                continue;
            }
            if (!sensor.isAsked()) {
                world.plug(sensor, platform.serial());
                continue;
            }
            ChipModel model = model(sensor);
            Wired there = all.get(sensor.name());
            if (there == null
                    || !there.model().equals(model)
                    || !there.place().equals(place(sensor))) {
                all.put(
                        sensor.name(),
                        there(place(sensor), model).orElseGet(() -> mount(sensor, model)));
            }
        }
        wired = all;
        neighbours = List.copyOf(heard.values());
        contacts = Contact.all(settings.sensors(), scene);
    }

    /**
     * Somebody whose sensor the settings hear.
     *
     * @param topic on which that would be published
     */
    public record Neighbour(String topic, Printed printed) {

        /** What would be published at that instant. */
        public String text(long instant) {
            return printed.text(instant);
        }
    }

    /** Those whose sensors the settings hear, in order. */
    public List<Neighbour> neighbours() {
        return neighbours;
    }

    /** What gives the pulses that the settings have counted. */
    public List<Contact> contacts() {
        return contacts;
    }

    /** The program is not run: something that measures the same stands for it. */
    private void print(SensorSettings sensor, ProgramOpener program) {
        platform.programs()
                .show(program.command(), new Printed(program.values(), signals(sensor))::text);
    }

    private Map<Quantity, Signal> signals(SensorSettings sensor) {
        Map<Quantity, Signal> signals = new LinkedHashMap<>();
        for (Quantity quantity : sensor.part().quantities()) {
            signals.put(quantity, world.signal(sensor.name(), quantity, USUAL_MIDDLE));
        }
        return signals;
    }

    /** The board that the agent is given. */
    public Board board() {
        return platform.board();
    }

    /**
     * Has its surroundings look at the levels that are there already: a heater that is on at a low
     * level is on from the start.
     */
    public void look() {
        for (Scene.Heater heater : scene.heaters()) {
            if (platform.pins().use(heater.gpio()) == SimulatedPins.Use.OUTPUT) {
                world.switched(heater.gpio(), platform.pins().high(heater.gpio()));
            }
        }
    }

    /**
     * Connects a line to 3.3 V or to ground, as a button does. The contact of a door of the scene
     * is the door: it opens, or closes.
     */
    public void connect(int gpio, boolean high) {
        platform.pins().connect(gpio, high);
        door(gpio).ifPresent(door -> world.door(gpio, high == door.openHigh()));
    }

    /** Lets go of a line; a door is closed then. */
    public void disconnect(int gpio) {
        platform.pins().disconnect(gpio);
        door(gpio).ifPresent(door -> world.door(gpio, false));
    }

    private Optional<Scene.Door> door(int gpio) {
        return scene.doors().stream().filter(door -> door.gpio() == gpio).findFirst();
    }

    /** Its buses and lines. */
    public SimulatedPlatform platform() {
        return platform;
    }

    /** Its surroundings. */
    public World world() {
        return world;
    }

    /** Its chips, by the name of their sensor, in the order of the settings. */
    public Map<String, MountedChip> chips() {
        var chips = new LinkedHashMap<String, MountedChip>();
        wired.forEach((sensor, there) -> chips.put(sensor, there.chip()));
        return chips;
    }

    /** What kind of chip stands for that sensor. */
    public Optional<ChipModel> model(String sensor) {
        return Optional.ofNullable(wired.get(sensor)).map(Wired::model);
    }

    /** Where the chip of that sensor is wired. */
    public Optional<Place> place(String sensor) {
        return Optional.ofNullable(wired.get(sensor)).map(Wired::place);
    }

    /** From now on that sensor measures what the scene has, after it was told something else. */
    public void followScene(String sensor, Quantity quantity) {
        Wired there = wired.get(sensor);
        Signal signal = there == null ? null : there.scenery().get(quantity);
        if (there == null || signal == null) {
            throw new IllegalArgumentException(sensor + " does not measure " + quantity);
        }
        there.chip().measure(quantity, signal);
    }

    private static ChipModel model(SensorSettings sensor) {
        return ChipModel.of(sensor.part().name())
                // Settings give the inputs of a converter names of their own.
                .map(
                        model ->
                                sensor.part().opener() instanceof AnalogOpener
                                        ? model
                                        : model.measuring(sensor.part().quantities()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        sensor.name()
                                                + ": there is no simulated "
                                                + sensor.part().name()
                                                + ", expected one of "
                                                + ChipModel.all().stream()
                                                        .map(ChipModel::part)
                                                        .toList()));
    }

    /** The chip of that kind which is there under another name, or without one. */
    private Optional<Wired> there(Place place, ChipModel model) {
        return mounted.stream()
                .filter(each -> each.place().equals(place) && each.model().equals(model))
                .findFirst();
    }

    private Wired mount(SensorSettings sensor, ChipModel model) {
        Place place = place(sensor);
        MountedChip chip = model.mount().on(platform, place);
        Map<Quantity, Signal> signals = new LinkedHashMap<>();
        model.spans()
                .forEach(
                        (quantity, span) ->
                                signals.put(
                                        quantity,
                                        world.signal(sensor.name(), quantity, middle(span))));
        signals.forEach(chip::measure);
        scene.placement(sensor.name()).copy().ifPresent(chip::family);
        var fresh = new Wired(model, place, chip, signals);
        mounted.add(fresh);
        return fresh;
    }

    private Place place(SensorSettings sensor) {
        if (sensor.wire() instanceof SensorSettings.Wire.I2c wire) {
            return new Place.I2c(wire.bus(), wire.address());
        }
        if (sensor.wire() instanceof SensorSettings.Wire.OnBoard part) {
            return new Place.OnBoard(part.file());
        }
        if (sensor.wire() instanceof SensorSettings.Wire.KernelLine line) {
            return new Place.KernelLine(line.gpio());
        }
        if (sensor.wire() instanceof SensorSettings.Wire.KernelDevice wire
                && sensor.part().attachment() instanceof Part.Attachment.KernelDevice part) {
            return new Place.KernelDevice(part.of(), wire.device(), wire.channels());
        }
        if (sensor.part().attachment() instanceof Part.Attachment.Machine) {
            return new Place.Machine();
        }
        Optional<String> rom =
                sensor.wire() instanceof SensorSettings.Wire.OneWire wire
                        ? wire.rom()
                        : Optional.empty();
        return new Place.OneWire(rom.orElseGet(() -> rom(sensor.name())));
    }

    /** Always the same for the same name and family. */
    private String rom(String sensor) {
        return scene.placement(sensor).copy().orElse(Ds18b20Family.A).rom(Hash.of(0, sensor));
    }

    private static double middle(ChipModel.Span span) {
        return (span.low() + span.high()) / 2;
    }
}

package meetpost.simulator;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.bus.Board;
import meetpost.drivers.sensor.Part;
import meetpost.simulator.bus.Hash;
import meetpost.simulator.pi4j.SimulatedPlatform;
import meetpost.simulator.scene.Scene;
import meetpost.simulator.scene.World;

/**
 * A Pi with everything wired to it that settings speak of, in a scene. Safe for use by several
 * threads.
 */
public final class SimulatedPi {

    private final SimulatedPlatform platform;
    private final World world;
    private final Map<String, MountedChip> chips = new LinkedHashMap<>();

    /**
     * Wires it.
     *
     * @throws IllegalArgumentException if there is no model of a part
     */
    public SimulatedPi(Settings settings, Scene scene, long seed, Ticks ticks) {
        requireNonNull(settings, "settings");
        this.platform = new SimulatedPlatform(ticks);
        this.world = new World(scene, seed, ticks);
        platform.i2c(1);
        for (SensorSettings sensor : settings.sensors()) {
            mount(sensor);
        }
        platform.pins().listen(world::switched);
    }

    /** The board that the agent is given. */
    public Board board() {
        return platform.board();
    }

    /** Its buses and lines. */
    public SimulatedPlatform platform() {
        return platform;
    }

    /** Its surroundings. */
    public World world() {
        return world;
    }

    /** Its chips, by the name of their sensor in the settings. */
    public Map<String, MountedChip> chips() {
        return Map.copyOf(chips);
    }

    private void mount(SensorSettings sensor) {
        Part part = sensor.part();
        ChipModel model =
                ChipModel.of(part.name())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                sensor.name()
                                                        + ": there is no simulated "
                                                        + part.name()
                                                        + ", expected one of "
                                                        + names()));
        MountedChip chip = model.mount().on(platform, place(sensor));
        model.spans()
                .forEach(
                        (quantity, span) ->
                                chip.measure(
                                        quantity,
                                        world.signal(sensor.name(), quantity, middle(span))));
        chips.put(sensor.name(), chip);
    }

    private static Place place(SensorSettings sensor) {
        if (sensor.wire() instanceof SensorSettings.Wire.I2c wire) {
            return new Place.I2c(wire.bus(), wire.address());
        }
        Optional<String> rom =
                sensor.wire() instanceof SensorSettings.Wire.OneWire wire
                        ? wire.rom()
                        : Optional.empty();
        return new Place.OneWire(rom.orElseGet(() -> rom(sensor.name())));
    }

    /** Always the same for the same name. */
    private static String rom(String sensor) {
        return "28-%012x".formatted(Hash.of(0, sensor) & 0xFFFF_FFFF_FFFFL);
    }

    private static double middle(ChipModel.Span span) {
        return (span.low() + span.high()) / 2;
    }

    private static List<String> names() {
        return ChipModel.all().stream().map(ChipModel::part).toList();
    }
}

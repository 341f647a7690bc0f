package meetpost.agent.settings;

import java.util.Map;
import java.util.Optional;

/**
 * In which room things are, as people call it: groups them on pages.
 *
 * @param sensors rooms by the sensors' names; those in none are left out, here and in the others
 */
public record Rooms(
        Map<String, String> sensors, Map<String, String> inputs, Map<String, String> outputs) {

    /** Nothing is in any. */
    public static final Rooms NONE = new Rooms(Map.of(), Map.of(), Map.of());

    public Rooms {
        sensors = Map.copyOf(sensors);
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /** Empty: settings say none. */
    public Optional<String> of(SensorSettings sensor) {
        return Optional.ofNullable(sensors.get(sensor.name()));
    }

    /** Empty: settings say none. */
    public Optional<String> of(InputSettings input) {
        return Optional.ofNullable(inputs.get(input.name()));
    }

    /** Empty: settings say none. */
    public Optional<String> of(ActuatorSettings output) {
        return Optional.ofNullable(outputs.get(output.name()));
    }
}

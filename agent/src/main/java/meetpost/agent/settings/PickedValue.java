package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import meetpost.agent.json.JsonPath;
import meetpost.drivers.sensor.Quantity;

/**
 * A quantity in what somebody else wrote.
 *
 * @param path where in a JSON object; empty: all of the text is the number
 */
public record PickedValue(Quantity quantity, Optional<JsonPath> path) {

    public PickedValue {
        requireNonNull(quantity, "quantity");
        requireNonNull(path, "path");
    }
}

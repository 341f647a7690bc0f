package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Who this board is.
 *
 * @param id in topics: {@code [a-z0-9][a-z0-9-]*}
 * @param name for people
 * @param zone of the times of the day in rules; empty: the system's
 * @param position for sunrise and sunset in rules
 */
public record DeviceSettings(
        String id, String name, Optional<ZoneId> zone, Optional<Position> position) {

    public DeviceSettings {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(zone, "zone");
        requireNonNull(position, "position");
    }

    /** In the system's zone, and nobody knows where. */
    public DeviceSettings(String id, String name) {
        this(id, name, Optional.empty(), Optional.empty());
    }
}

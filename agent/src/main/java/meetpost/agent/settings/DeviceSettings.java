package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

/**
 * Who this board is.
 *
 * @param id in topics: {@code [a-z0-9][a-z0-9-]*}
 * @param name for people
 */
public record DeviceSettings(String id, String name) {

    public DeviceSettings {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
    }
}

package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Somebody who notices that a board is silent: a dead man's switch.
 *
 * @param url is asked for while all is well
 */
public record HeartbeatSettings(String name, Secret url, Duration every) {

    public HeartbeatSettings {
        requireNonNull(name, "name");
        requireNonNull(url, "url");
        requireNonNull(every, "every");
    }
}

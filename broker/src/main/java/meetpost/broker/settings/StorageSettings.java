package meetpost.broker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where persistent sessions and retained messages are kept, and how eagerly.
 *
 * @param directory made if it is not there
 * @param sync how much a power cut may take; zero forces everything to the medium before it is
 *     acknowledged
 * @param retainedEvery in which a topic regains one of the five writes of its retained value that
 *     it has within {@code sync}; zero writes each
 */
public record StorageSettings(Path directory, Duration sync, Duration retainedEvery) {

    public StorageSettings {
        requireNonNull(directory, "directory");
        requireNonNull(sync, "sync");
        requireNonNull(retainedEvery, "retainedEvery");
    }
}

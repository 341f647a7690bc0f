package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where persistent sessions and retained messages are kept, and how eagerly.
 *
 * @param directory made if it is not there
 * @param sync how much a power cut may take; zero forces everything to the medium before it is
 *     acknowledged
 * @param retainedEvery a retained value that changes more often is written once in this time
 */
public record StorageSettings(Path directory, Duration sync, Duration retainedEvery) {

    public StorageSettings {
        requireNonNull(directory, "directory");
        requireNonNull(sync, "sync");
        requireNonNull(retainedEvery, "retainedEvery");
    }
}

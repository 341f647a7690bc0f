package meetpost.agent.output;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A command with an id that moved an output.
 *
 * @param on what it made of it
 * @param age since then
 */
public record Moved(String output, IdHash id, boolean on, Duration age) {

    public Moved {
        requireNonNull(output, "output");
        requireNonNull(id, "id");
        requireNonNull(age, "age");
    }
}

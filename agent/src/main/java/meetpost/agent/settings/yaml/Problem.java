package meetpost.agent.settings.yaml;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong in a settings file.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 * @param text what is wrong and what was expected, with the nearest right name
 */
public record Problem(String file, int line, int column, String text) {

    public Problem {
        requireNonNull(file, "file");
        requireNonNull(text, "text");
    }

    /** {@code meetpost.yaml:3:9: …}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + text;
    }
}

package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

/** A text that no log, message or {@code toString} shows. */
public record Secret(String value) {

    public Secret {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}

package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

/**
 * Something became another one.
 *
 * @param time in milliseconds since 1970
 * @param name as settings call it; empty for the program
 * @param state what it is from then on: {@code ON}; of a sensor the kind of its fault, or nothing
 * @param text why, in words; may be empty
 */
public record Change(Kind kind, long time, String name, String state, String text) {

    /** What changed. */
    public enum Kind {
        OUTPUT(1, "output"),
        INPUT(2, "input"),
        SENSOR(3, "sensor"),
        PROGRAM(4, "program");

        private final int code;
        private final String text;

        Kind(int code, String text) {
            this.code = code;
            this.text = text;
        }

        int code() {
            return code;
        }

        /** As a query names it. */
        public String text() {
            return text;
        }

        static Kind of(int code) {
            for (Kind each : values()) {
                if (each.code == code) {
                    return each;
                }
            }
            throw new IllegalArgumentException("a kind " + code);
        }
    }

    public Change {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(state, "state");
        requireNonNull(text, "text");
    }

    Change at(long other) {
        return new Change(kind, other, name, state, text);
    }
}

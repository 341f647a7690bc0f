package meetpost.agent.expression;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** A word, a number or a sign of a text. */
sealed interface Token {

    /** Where it begins, in characters from 1. */
    int column();

    /** For people. */
    String shown();

    /** A number; digits are its text. */
    record Figure(double value, String shown, int column) implements Token {}

    /** A length of time: {@code 24h}. */
    record Length(Duration value, String shown, int column) implements Token {}

    /** A name, or a word of the language; with dots where it has several parts. */
    record Word(String text, int column) implements Token {

        public Word {
            requireNonNull(text, "text");
        }

        @Override
        public String shown() {
            return "\"" + text + "\"";
        }
    }

    /**
     * A sign.
     *
     * @param apart whether there is space on both sides of it
     */
    record Sign(String text, boolean apart, int column) implements Token {

        @Override
        public String shown() {
            return "\"" + text + "\"";
        }
    }

    /** Nothing follows. */
    record End(int column) implements Token {

        @Override
        public String shown() {
            return "the end";
        }
    }

    /** Whether it is that sign. */
    default boolean is(String sign) {
        return this instanceof Sign own && own.text().equals(sign);
    }

    /** Whether it is that word. */
    default boolean says(String word) {
        return this instanceof Word own && own.text().equals(word);
    }
}

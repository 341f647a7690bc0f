package meetpost.agent.expression;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What an expression takes from outside. Equal inputs are one: where each stands in the text is not
 * theirs.
 */
public sealed interface Input {

    /** As the text has it, for people. */
    String text();

    /**
     * A measured value.
     *
     * @param text with dots: {@code kas.temperatuur}, {@code sensors.water}
     */
    record Name(String text) implements Input {

        public Name {
            requireNonNull(text, "text");
        }
    }

    /** How an input, an output or a sensor is: {@code lamp is on}. */
    record State(Name of, Word word) implements Input {

        public State {
            requireNonNull(of, "of");
            requireNonNull(word, "word");
        }

        @Override
        public String text() {
            return of.text() + " is " + word.text();
        }
    }

    /** {@code sun is up}, and down where it is not. */
    record Sun(boolean up) implements Input {

        @Override
        public String text() {
            return up ? "sun is up" : "sun is down";
        }
    }

    /** {@code board is failing}. */
    record Board() implements Input {

        @Override
        public String text() {
            return "board is failing";
        }
    }

    /** A value over time: {@code mean(kas.temperatuur, 24h)}. */
    record Window(Aggregate aggregate, Name of, Duration length) implements Input {

        public Window {
            requireNonNull(aggregate, "aggregate");
            requireNonNull(of, "of");
            requireNonNull(length, "length");
        }

        @Override
        public String text() {
            return aggregate.text() + " of " + of.text();
        }
    }

    /** What a thing can be. */
    enum Word {
        ON("on"),
        OFF("off"),
        OPEN("open"),
        CLOSED("closed"),
        FAULTY("faulty");

        private final String text;

        Word(String text) {
            this.text = text;
        }

        /** As expressions have it. */
        public String text() {
            return text;
        }
    }

    /** What is made of the values of a while. */
    enum Aggregate {
        MEAN("mean"),
        MIN("min"),
        MAX("max"),
        /** By how much a total has risen. */
        RISE("rise");

        private final String text;

        Aggregate(String text) {
            this.text = text;
        }

        /** As expressions have it. */
        public String text() {
            return text;
        }
    }
}

package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a check found.
 *
 * @param topic in one word: {@code i2c}
 * @param text in one line
 * @param advice lines to type, or to put into a file that is named; often none
 */
public record Finding(Verdict verdict, String topic, String text, List<String> advice) {

    /** How a check ended. */
    public enum Verdict {
        OK("ok"),
        FAIL("fail"),
        /** It does not apply here, or cannot be told. */
        NONE("-");

        private final String text;

        Verdict(String text) {
            this.text = requireNonNull(text);
        }

        /** As it is printed. */
        public String text() {
            return text;
        }
    }

    public Finding {
        requireNonNull(verdict, "verdict");
        requireNonNull(topic, "topic");
        requireNonNull(text, "text");
        advice = List.copyOf(advice);
    }

    /** All is well. */
    static Finding ok(String topic, String text) {
        return new Finding(Verdict.OK, topic, text, List.of());
    }

    /** Something is wrong, and this mends it. */
    static Finding fail(String topic, String text, String... advice) {
        return new Finding(Verdict.FAIL, topic, text, List.of(advice));
    }

    /** Nothing is wrong that we know of; perhaps with something to think of. */
    static Finding none(String topic, String text, String... advice) {
        return new Finding(Verdict.NONE, topic, text, List.of(advice));
    }

    /** Whether something is wrong. */
    public boolean failed() {
        return verdict == Verdict.FAIL;
    }
}

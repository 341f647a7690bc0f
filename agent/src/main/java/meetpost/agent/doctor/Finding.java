package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import meetpost.agent.advice.Remedy;

/**
 * What a check found.
 *
 * @param topic in one word: {@code i2c}
 * @param text in one line
 * @param advice what to think of, or to type by hand; often none
 * @param remedies what mends it, one of them; {@code doctor --fix} types them
 */
public record Finding(
        Verdict verdict, String topic, String text, List<String> advice, List<Remedy> remedies) {

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
        remedies = List.copyOf(remedies);
    }

    Finding(Verdict verdict, String topic, String text, List<String> advice) {
        this(verdict, topic, text, advice, List.of());
    }

    /** All is well. */
    static Finding ok(String topic, String text) {
        return new Finding(Verdict.OK, topic, text, List.of());
    }

    /** Something is wrong, and this mends it. */
    static Finding fail(String topic, String text, String... advice) {
        return new Finding(Verdict.FAIL, topic, text, List.of(advice));
    }

    /** Something is wrong, and one of these mends it. */
    static Finding fail(String topic, String text, List<Remedy> remedies) {
        return new Finding(Verdict.FAIL, topic, text, List.of(), remedies);
    }

    /** What stands below it: lines to type, each whole, and what to think of. */
    public List<String> below() {
        List<String> lines = new ArrayList<>(Remedy.text(remedies));
        lines.addAll(advice);
        return lines;
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

package meetpost.agent.expression;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A text of the language of formulas and rules, understood. Safe for use by several threads.
 *
 * <p>A condition is 1 where it holds and 0 where it does not. What is not known is not a number: it
 * makes everything unknown that it is needed for, and nothing else.
 */
public final class Expression {

    /** Characters of a text. */
    public static final int LONGEST = 500;

    /** Brackets, functions, {@code not} and signs inside each other. */
    public static final int DEEPEST = 20;

    private final String text;
    private final Node root;
    private final List<Input> inputs;

    Expression(String text, Node root, List<Input> inputs) {
        this.text = requireNonNull(text, "text");
        this.root = requireNonNull(root, "root");
        this.inputs = List.copyOf(inputs);
    }

    /**
     * Understands a text.
     *
     * @throws ExpressionException if it is none of this language
     */
    public static Expression of(String text) throws ExpressionException {
        return Parser.parse(text);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** What it takes from outside, each once, in the order of the text. */
    public List<Input> inputs() {
        return inputs;
    }

    /**
     * What it gives.
     *
     * @throws ExpressionException where a name is none here, or two things do not go together, with
     *     all of these
     */
    public Kind check(Scope scope) throws ExpressionException {
        return Checker.check(this, root, scope);
    }

    /**
     * Its value; not a number where it is unknown. Allocates nothing.
     *
     * @param values of {@link #inputs}, in their order; not a number where one is unknown
     */
    public double value(double[] values) {
        return root.value(values);
    }

    /** Why it is unknown; empty where it is not. */
    public Optional<Trouble> trouble(double[] values) {
        return Double.isNaN(root.value(values))
                ? Optional.of(root.trouble(values))
                : Optional.empty();
    }

    /**
     * Why a value is unknown.
     *
     * @param column where in the text, in characters from 1
     * @param text for people
     * @param input the one that is unknown; empty: all are known, and the values do not allow it
     */
    public record Trouble(int column, String text, Optional<Integer> input) {

        public Trouble {
            requireNonNull(text, "text");
            requireNonNull(input, "input");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

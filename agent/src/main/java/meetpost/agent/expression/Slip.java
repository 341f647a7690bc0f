package meetpost.agent.expression;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong in the text of an expression.
 *
 * @param column where, in characters from 1
 * @param text what is wrong and what was expected
 */
public record Slip(int column, String text) {

    public Slip {
        requireNonNull(text, "text");
    }
}

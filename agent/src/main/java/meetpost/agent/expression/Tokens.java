package meetpost.agent.expression;

import java.util.List;

/** The tokens of a text on their way through the parser, which knows how deep it is in them. */
final class Tokens {

    private final List<Token> all;
    private int at;
    private int depth;

    /**
     * @param all {@link Token.End} as the last one
     */
    Tokens(List<Token> all) {
        this.all = List.copyOf(all);
    }

    /** The next one, which stays. */
    Token now() {
        return all.get(at);
    }

    /** The next one. */
    Token take() {
        Token taken = now();
        at++;
        return taken;
    }

    /** Goes one further inside, with what begins there. */
    Token deeper(Token token) throws ExpressionException {
        depth++;
        if (depth > Expression.DEEPEST) {
            throw slip(
                    token.column(),
                    "more than %s brackets, functions and signs inside each other"
                            .formatted(Expression.DEEPEST));
        }
        return token;
    }

    void shallower() {
        depth--;
    }

    /** Takes the bracket behind the name of a function. */
    void opening(Token.Word word, String form) throws ExpressionException {
        if (!now().is("(")) {
            throw slip(
                    word.column(), "%s is a function, expected %s".formatted(word.shown(), form));
        }
        deeper(take());
    }

    void comma(String form) throws ExpressionException {
        if (!now().is(",")) {
            throw unexpected("\",\" as in " + form);
        }
        take();
    }

    /** Takes the bracket that closes what began with {@code opened}. */
    void closing(Token opened) throws ExpressionException {
        if (!now().is(")")) {
            throw now().is(",")
                    ? unexpected("a point in numbers, as in 0.5")
                    : unexpected("\")\" for what begins at column " + opened.column());
        }
        take();
        shallower();
    }

    /** The next one is none that can stand there. */
    ExpressionException unexpected(String expected) {
        return slip(now().column(), "%s here, expected %s".formatted(now().shown(), expected));
    }

    static ExpressionException slip(int column, String what) {
        return new ExpressionException(List.of(new Slip(column, what)));
    }
}

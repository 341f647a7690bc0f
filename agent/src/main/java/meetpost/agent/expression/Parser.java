package meetpost.agent.expression;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an expression from left to right, by the grammar of {@code docs/expressions.md}: a method
 * for each of its lines. How deep it goes is bounded.
 */
final class Parser {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(2);
    private static final Set<String> WORDS =
            Set.of("and", "or", "not", "is", "on", "off", "open", "closed", "faulty", "up", "down");

    private final String text;
    private final Tokens tokens;
    private final List<Input> inputs = new ArrayList<>();

    private Parser(String text, Tokens tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    static Expression parse(String text) throws ExpressionException {
        int length = text.codePointCount(0, text.length());
        if (length > Expression.LONGEST) {
            throw Tokens.slip(
                    Expression.LONGEST + 1,
                    "%s characters, expected at most %s".formatted(length, Expression.LONGEST));
        }
        var parser = new Parser(text, new Tokens(Lexer.tokens(text)));
        Node root = parser.alternatives();
        if (!(parser.tokens.now() instanceof Token.End)) {
            throw parser.tokens.unexpected("an operator such as + or and");
        }
        return new Expression(parser.text, root, parser.inputs);
    }

    private Node alternatives() throws ExpressionException {
        Node left = conjunction();
        while (tokens.now().says("or")) {
            int column = tokens.take().column();
            left = new Node.Joined(1, left, conjunction(), column);
        }
        return left;
    }

    private Node conjunction() throws ExpressionException {
        Node left = negation();
        while (tokens.now().says("and")) {
            int column = tokens.take().column();
            left = new Node.Joined(0, left, negation(), column);
        }
        return left;
    }

    private Node negation() throws ExpressionException {
        if (!tokens.now().says("not")) {
            return comparison();
        }
        int column = tokens.deeper(tokens.take()).column();
        Node of = negation();
        tokens.shallower();
        return new Node.Not(of, column);
    }

    private Node comparison() throws ExpressionException {
        Node left = sum();
        Optional<Relation> relation = relation();
        if (relation.isEmpty()) {
            return left;
        }
        int column = tokens.take().column();
        Node right = sum();
        if (relation().isPresent()) {
            throw Tokens.slip(
                    tokens.now().column(),
                    "one comparison at a time, expected e.g. \"1 < x and x < 3\"");
        }
        return new Node.Comparison(relation.get(), left, right, column);
    }

    private Optional<Relation> relation() {
        return Arrays.stream(Relation.values())
                .filter(each -> tokens.now().is(each.sign()))
                .findFirst();
    }

    private Node sum() throws ExpressionException {
        Node left = product();
        while (tokens.now().is("+") || tokens.now().is("-")) {
            Token.Sign sign = (Token.Sign) tokens.take();
            if (sign.text().equals("-") && !sign.apart()) {
                throw Tokens.slip(
                        sign.column(), "minus has a space on both sides, expected \"a - b\"");
            }
            left = new Node.Arithmetic(operation(sign), left, product(), sign.column());
        }
        return left;
    }

    private Node product() throws ExpressionException {
        Node left = signed();
        while (tokens.now().is("*") || tokens.now().is("/")) {
            Token.Sign sign = (Token.Sign) tokens.take();
            left = new Node.Arithmetic(operation(sign), left, signed(), sign.column());
        }
        return left;
    }

    private static Operation operation(Token.Sign sign) {
        return Arrays.stream(Operation.values())
                .filter(each -> each.sign().equals(sign.text()))
                .findFirst()
                .orElseThrow();
    }

    private Node signed() throws ExpressionException {
        if (!tokens.now().is("-")) {
            return operand();
        }
        int column = tokens.deeper(tokens.take()).column();
        Node of = signed();
        tokens.shallower();
        return new Node.Negative(of, column);
    }

    private Node operand() throws ExpressionException {
        Token first = tokens.now();
        if (first instanceof Token.Figure figure) {
            tokens.take();
            return new Node.Constant(figure.value(), figure.column());
        }
        if (first.is("(")) {
            tokens.deeper(tokens.take());
            Node inside = alternatives();
            tokens.closing(first);
            return inside;
        }
        if (first instanceof Token.Word word) {
            return named(word);
        }
        if (first instanceof Token.Length length) {
            throw Tokens.slip(
                    length.column(),
                    "a length of time stands in mean, min, max and rise only, expected a number");
        }
        throw tokens.unexpected("a number, a name or \"(\"");
    }

    private Node named(Token.Word word) throws ExpressionException {
        tokens.take();
        Optional<Input.Aggregate> aggregate =
                Arrays.stream(Input.Aggregate.values())
                        .filter(each -> each.text().equals(word.text()))
                        .findFirst();
        if (aggregate.isPresent()) {
            return window(aggregate.get(), word);
        }
        Optional<Function> function = Function.of(word.text());
        if (function.isPresent()) {
            return call(function.get(), word);
        }
        if (tokens.now().is("(")) {
            throw Tokens.slip(
                    word.column(),
                    "there is no function %s, expected one of %s"
                            .formatted(word.shown(), functions()));
        }
        if (word.text().equals("sun")) {
            return taken(new Input.Sun(state(word, "up", "down").equals("up")), word);
        }
        if (word.text().equals("board")) {
            state(word, "failing");
            return taken(new Input.Board(), word);
        }
        if (WORDS.contains(word.text())) {
            throw Tokens.slip(
                    word.column(),
                    "%s is a word of this language, expected a number or a name; a thing of that name is \"sensors.%s\""
                            .formatted(word.shown(), word.text()));
        }
        var name = new Input.Name(word.text());
        if (!tokens.now().says("is")) {
            return taken(name, word);
        }
        String[] states =
                Arrays.stream(Input.Word.values()).map(Input.Word::text).toArray(String[]::new);
        String said = state(word, states);
        Input.Word state =
                Arrays.stream(Input.Word.values())
                        .filter(each -> each.text().equals(said))
                        .findFirst()
                        .orElseThrow();
        return taken(new Input.State(name, state), word);
    }

    /** Takes {@code is} and one of these words. */
    private String state(Token.Word of, String... words) throws ExpressionException {
        String expected = String.join(" | ", words);
        if (!tokens.now().says("is")) {
            throw Tokens.slip(
                    of.column(),
                    "%s is a word of this language, expected \"%s is %s\""
                            .formatted(of.shown(), of.text(), expected));
        }
        tokens.take();
        if (tokens.now() instanceof Token.Word word && Arrays.asList(words).contains(word.text())) {
            tokens.take();
            return word.text();
        }
        throw tokens.unexpected(expected);
    }

    private Node window(Input.Aggregate aggregate, Token.Word word) throws ExpressionException {
        tokens.opening(word, word.text() + "(kas.temperatuur, 24h)");
        if (!(tokens.now() instanceof Token.Word of)) {
            throw tokens.unexpected("the name of what was measured");
        }
        tokens.take();
        tokens.comma(word.text() + "(" + of.text() + ", 24h)");
        if (!(tokens.now() instanceof Token.Length length)) {
            throw tokens.unexpected("a length of time such as 24h");
        }
        tokens.take();
        if (length.value().isZero() || length.value().compareTo(LONGEST_WINDOW) > 0) {
            throw Tokens.slip(
                    length.column(), length.shown() + ", expected more than 0 and at most 48h");
        }
        tokens.closing(word);
        return taken(new Input.Window(aggregate, new Input.Name(of.text()), length.value()), word);
    }

    private Node call(Function function, Token.Word word) throws ExpressionException {
        tokens.opening(word, function.form());
        List<Node> arguments = new ArrayList<>();
        arguments.add(alternatives());
        while (arguments.size() < function.arguments()) {
            tokens.comma(function.form());
            arguments.add(alternatives());
        }
        if (tokens.now().is(",")) {
            throw tokens.unexpected("\")\" as in " + function.form());
        }
        tokens.closing(word);
        return new Node.Call(function, arguments, word.column());
    }

    private Node taken(Input input, Token.Word at) {
        int slot = inputs.indexOf(input);
        if (slot < 0) {
            slot = inputs.size();
            inputs.add(input);
        }
        return new Node.Taken(input.text(), slot, at.column());
    }

    private static String functions() {
        List<String> names = new ArrayList<>();
        for (Input.Aggregate each : Input.Aggregate.values()) {
            names.add(each.text());
        }
        for (Function each : Function.values()) {
            names.add(each.text());
        }
        return String.join(", ", names);
    }
}

package meetpost.agent.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says what each step of an expression gives, and what does not go together. One thread. */
final class Checker {

    private final Expression expression;
    private final Scope scope;
    private final List<Slip> slips = new ArrayList<>();

    private Checker(Expression expression, Scope scope) {
        this.expression = expression;
        this.scope = scope;
    }

    static Kind check(Expression expression, Node root, Scope scope) throws ExpressionException {
        var checker = new Checker(expression, scope);
        Kind kind = checker.kind(root);
        if (!checker.slips.isEmpty()) {
            checker.slips.sort(Comparator.comparingInt(Slip::column));
            throw new ExpressionException(checker.slips);
        }
        return kind;
    }

    private Kind kind(Node node) {
        if (node instanceof Node.Taken taken) {
            return taken(taken);
        }
        if (node instanceof Node.Negative negative) {
            return number(negative.of(), "\"-\"");
        }
        if (node instanceof Node.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        if (node instanceof Node.Comparison comparison) {
            String sign = "\"" + comparison.relation().sign() + "\"";
            Kind left = number(comparison.left(), sign);
            Kind right = number(comparison.right(), sign);
            together(left, right, comparison.column(), "compared");
            return new Kind.Condition();
        }
        if (node instanceof Node.Not not) {
            condition(not.of(), "\"not\"");
            return new Kind.Condition();
        }
        if (node instanceof Node.Joined joined) {
            String word = joined.deciding() == 0 ? "\"and\"" : "\"or\"";
            condition(joined.left(), word);
            condition(joined.right(), word);
            return new Kind.Condition();
        }
        if (node instanceof Node.Call call) {
            return call(call);
        }
        return Kind.plain();
    }

    private Kind taken(Node.Taken taken) {
        try {
            return scope.of(expression.inputs().get(taken.slot()));
        } catch (Scope.UnknownInputException e) {
            slips.add(new Slip(taken.column(), e.text()));
            return Kind.plain();
        }
    }

    private Kind arithmetic(Node.Arithmetic node) {
        String sign = "\"" + node.operation().sign() + "\"";
        Kind left = number(node.left(), sign);
        Kind right = number(node.right(), sign);
        if (!node.operation().keepsUnit()) {
            return Kind.plain();
        }
        return together(left, right, node.column(), "added");
    }

    private Kind call(Node.Call call) {
        List<Kind> kinds = new ArrayList<>();
        for (Node each : call.arguments()) {
            kinds.add(number(each, "\"" + call.function().text() + "\""));
        }
        int column = call.column();
        return switch (call.function()) {
            case ABS, ROUND -> kinds.get(0);
            case CLAMP -> {
                Kind low = together(kinds.get(0), kinds.get(1), column, "compared");
                yield together(low, kinds.get(2), column, "compared");
            }
            case SQRT, LN, EXP -> Kind.plain();
            case DEW_POINT -> {
                air(kinds, call);
                yield Kind.in("°C");
            }
            case ABSOLUTE_HUMIDITY -> {
                air(kinds, call);
                yield Kind.in("g/m³");
            }
        };
    }

    private void air(List<Kind> kinds, Node.Call call) {
        isIn(kinds.get(0), "°C", call.arguments().get(0), "a temperature");
        isIn(kinds.get(1), "%", call.arguments().get(1), "a relative humidity");
    }

    private void isIn(Kind kind, String unit, Node at, String what) {
        unit(kind)
                .filter(own -> !own.equals(unit))
                .ifPresent(
                        own ->
                                slips.add(
                                        new Slip(
                                                at.column(),
                                                "a value in %s, expected %s in %s"
                                                        .formatted(own, what, unit))));
    }

    /** The unit of both; a number of the text goes with each. */
    private Kind together(Kind left, Kind right, int column, String done) {
        Optional<String> one = unit(left);
        Optional<String> other = unit(right);
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            slips.add(
                    new Slip(
                            column,
                            "%s and %s cannot be %s, expected one unit on both sides"
                                    .formatted(one.get(), other.get(), done)));
        }
        return one.isPresent() ? left : right;
    }

    private static Optional<String> unit(Kind kind) {
        return kind instanceof Kind.Numeric numeric ? numeric.unit() : Optional.empty();
    }

    private Kind number(Node node, String whom) {
        Kind kind = kind(node);
        if (kind instanceof Kind.Condition) {
            slips.add(
                    new Slip(
                            node.column(),
                            "%s wants numbers, and this is a condition".formatted(whom)));
            return Kind.plain();
        }
        return kind;
    }

    private void condition(Node node, String whom) {
        if (kind(node) instanceof Kind.Numeric) {
            slips.add(
                    new Slip(
                            node.column(),
                            "%s wants conditions such as \"x > 3\", and this is a number"
                                    .formatted(whom)));
        }
    }
}

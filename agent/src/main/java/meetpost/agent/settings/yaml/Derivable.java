package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import meetpost.agent.expression.Expression;
import meetpost.agent.expression.ExpressionException;
import meetpost.drivers.sensor.Quantity;

/**
 * What follows from temperature and humidity, without a formula in the file.
 *
 * @param quantity what it gives
 * @param function of the language of formulas
 */
record Derivable(Quantity quantity, String function) {

    private static final List<Derivable> ALL =
            List.of(
                    new Derivable(Quantity.DEW_POINT, "dew-point"),
                    new Derivable(Quantity.ABSOLUTE_HUMIDITY, "absolute-humidity"));

    /** What {@code derive} may name. */
    static final Type<Derivable> NAMED =
            Scalar.any(
                    "dauwpunt or absolute-vochtigheid", Map.of("enum", names()), Derivable::called);

    /** Without which nothing of this follows. */
    static final List<Quantity> NEEDED = List.of(Quantity.TEMPERATURE, Quantity.RELATIVE_HUMIDITY);

    private static Derivable called(String name) throws WrongValue {
        for (Derivable each : ALL) {
            if (named(each.quantity, name)) {
                return each;
            }
        }
        throw new WrongValue(
                "unknown quantity %s, expected %s"
                        .formatted(
                                ProblemReport.quoted(name),
                                Nearest.to(name, names()).orElseGet(() -> Scalars.or(names()))));
    }

    /** Its inputs are {@link #NEEDED}. */
    Expression expression() {
        try {
            return Expression.of(function + "(temperatuur, vochtigheid)");
        } catch (ExpressionException e) {
            throw new IllegalStateException("a function without a name", e);
        }
    }

    /** Whether that is its name, in either language. */
    static boolean named(Quantity quantity, String name) {
        return name.equals(quantity.dutch()) || name.equals(quantity.english());
    }

    private static List<String> names() {
        return ALL.stream()
                .flatMap(each -> Stream.of(each.quantity.dutch(), each.quantity.english()))
                .toList();
    }
}

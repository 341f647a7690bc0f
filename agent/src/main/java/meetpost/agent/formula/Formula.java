package meetpost.agent.formula;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.expression.Expression;
import meetpost.drivers.sensor.Quantity;

/**
 * A quantity that follows from others of the same sensor.
 *
 * @param quantity what it gives
 * @param inputs what each of the expression's inputs is, in their order
 */
public record Formula(Quantity quantity, Expression expression, List<Quantity> inputs) {

    public Formula {
        requireNonNull(quantity, "quantity");
        requireNonNull(expression, "expression");
        inputs = List.copyOf(inputs);
        if (inputs.size() != expression.inputs().size()) {
            throw new IllegalArgumentException(
                    quantity + ": " + inputs + " for " + expression.inputs());
        }
    }
}

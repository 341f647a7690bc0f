package meetpost.agent.formula;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import meetpost.agent.expression.Expression.Trouble;
import meetpost.drivers.sensor.Quantity;

/** Works out a formula again and again. For one thread; allocates nothing as long as it can. */
public final class Calculation {

    private final Formula formula;
    private final double[] values;

    public Calculation(Formula formula) {
        this.formula = requireNonNull(formula, "formula");
        this.values = new double[formula.inputs().size()];
    }

    /** What it gives. */
    public Quantity quantity() {
        return formula.quantity();
    }

    /**
     * Its value; not a number where it has none, see {@link #missing}.
     *
     * @param known what the sensor gave, not a number where it did not
     */
    public double value(ToDoubleFunction<Quantity> known) {
        for (int place = 0; place < values.length; place++) {
            values[place] = known.applyAsDouble(formula.inputs().get(place));
        }
        return formula.expression().value(values);
    }

    /** Why the last {@link #value} was not a number, which it was not. */
    public Missing missing() {
        Trouble trouble = formula.expression().trouble(values).orElseThrow();
        Optional<Quantity> lacks = trouble.input().map(formula.inputs()::get);
        return new Missing(
                lacks.map(needed -> "%s needs %s, which has no value".formatted(quantity(), needed))
                        .orElseGet(
                                () ->
                                        "%s: %s, at column %s of its formula"
                                                .formatted(
                                                        quantity(),
                                                        trouble.text(),
                                                        trouble.column())),
                lacks);
    }

    /**
     * Why there is no value.
     *
     * @param text for people
     * @param lacks the quantity that it needs and that is not there; empty: all are there, and the
     *     values do not allow it
     */
    public record Missing(String text, Optional<Quantity> lacks) {

        public Missing {
            requireNonNull(text, "text");
            requireNonNull(lacks, "lacks");
        }
    }
}

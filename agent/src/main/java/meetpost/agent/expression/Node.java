package meetpost.agent.expression;

import java.util.List;
import java.util.Optional;
import meetpost.agent.expression.Expression.Trouble;

/** One step of an expression. Values that are unknown are not a number. */
sealed interface Node {

    /** In characters from 1. */
    int column();

    /** Of these inputs. */
    double value(double[] inputs);

    /** Why {@link #value} is unknown, which it is. */
    Trouble trouble(double[] inputs);

    /** A number of the text. */
    record Constant(double value, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            return value;
        }

        @Override
        public Trouble trouble(double[] inputs) {
            throw new IllegalStateException("a number of the text is known");
        }
    }

    /**
     * What comes from outside.
     *
     * @param text as it is written
     * @param slot its place among the inputs
     */
    record Taken(String text, int slot, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            return inputs[slot];
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return new Trouble(column, text + " has no value", Optional.of(slot));
        }
    }

    /** {@code -x}. */
    record Negative(Node of, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            return -of.value(inputs);
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return of.trouble(inputs);
        }
    }

    /**
     * One of the four operations.
     *
     * @param column of its sign
     */
    record Arithmetic(Operation operation, Node left, Node right, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            return known(operation.of(left.value(inputs), right.value(inputs)));
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return firstUnknown(inputs, left, right)
                    .orElseGet(
                            () ->
                                    new Trouble(
                                            column,
                                            operation.refusal(right.value(inputs)),
                                            Optional.empty()));
        }
    }

    /**
     * {@code <} and its like.
     *
     * @param column of its sign
     */
    record Comparison(Relation relation, Node left, Node right, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            double one = left.value(inputs);
            double other = right.value(inputs);
            return Double.isNaN(one) || Double.isNaN(other)
                    ? Double.NaN
                    : truth(relation.holds(one, other));
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return firstUnknown(inputs, left, right).orElseThrow();
        }
    }

    /** {@code not x}. */
    record Not(Node of, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            return 1 - of.value(inputs);
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return of.trouble(inputs);
        }
    }

    /**
     * {@code and}, {@code or}: known as soon as one of the two decides it.
     *
     * @param deciding of one side: 0 for {@code and}, 1 for {@code or}
     * @param column of the word
     */
    record Joined(double deciding, Node left, Node right, int column) implements Node {

        @Override
        public double value(double[] inputs) {
            double one = left.value(inputs);
            if (one == deciding) {
                return one;
            }
            double other = right.value(inputs);
            return other == deciding || !Double.isNaN(one) ? other : one;
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return firstUnknown(inputs, left, right).orElseThrow();
        }
    }

    /** A function of its arguments. */
    record Call(Function function, List<Node> arguments, int column) implements Node {

        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public double value(double[] inputs) {
            double first = argument(0, inputs);
            double second = argument(1, inputs);
            double third = argument(2, inputs);
            return Double.isNaN(first + second + third)
                    ? Double.NaN
                    : known(function.of(first, second, third));
        }

        @Override
        public Trouble trouble(double[] inputs) {
            return firstUnknown(inputs, arguments.toArray(Node[]::new))
                    .orElseGet(
                            () ->
                                    new Trouble(
                                            column,
                                            function.refusal(
                                                    argument(0, inputs),
                                                    argument(1, inputs),
                                                    argument(2, inputs)),
                                            Optional.empty()));
        }

        private double argument(int place, double[] inputs) {
            return place < arguments.size() ? arguments.get(place).value(inputs) : 0;
        }
    }

    private static double known(double result) {
        return Double.isFinite(result) ? result : Double.NaN;
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }

    private static Optional<Trouble> firstUnknown(double[] inputs, Node... nodes) {
        for (Node each : nodes) {
            if (Double.isNaN(each.value(inputs))) {
                return Optional.of(each.trouble(inputs));
            }
        }
        return Optional.empty();
    }
}

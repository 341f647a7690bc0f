package meetpost.agent.expression;

/** The four operations. */
enum Operation {
    PLUS("+") {
        @Override
        double of(double left, double right) {
            return left + right;
        }
    },
    MINUS("-") {
        @Override
        double of(double left, double right) {
            return left - right;
        }
    },
    TIMES("*") {
        @Override
        double of(double left, double right) {
            return left * right;
        }
    },
    DIVIDED_BY("/") {
        @Override
        double of(double left, double right) {
            return left / right;
        }
    };

    private final String sign;

    Operation(String sign) {
        this.sign = sign;
    }

    /** As expressions have it. */
    String sign() {
        return sign;
    }

    /** Whether both sides must have the same unit, which the result has too. */
    boolean keepsUnit() {
        return this == PLUS || this == MINUS;
    }

    abstract double of(double left, double right);

    /** Why the result is no number where both sides are. */
    String refusal(double right) {
        return this == DIVIDED_BY && right == 0
                ? "division by zero"
                : "the result of " + sign + " is too large";
    }
}

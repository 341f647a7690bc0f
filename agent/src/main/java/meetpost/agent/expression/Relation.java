package meetpost.agent.expression;

/** How two numbers are compared. */
enum Relation {
    LESS("<") {
        @Override
        boolean holds(double left, double right) {
            return left < right;
        }
    },
    AT_MOST("<=") {
        @Override
        boolean holds(double left, double right) {
            return left <= right;
        }
    },
    MORE(">") {
        @Override
        boolean holds(double left, double right) {
            return left > right;
        }
    },
    AT_LEAST(">=") {
        @Override
        boolean holds(double left, double right) {
            return left >= right;
        }
    },
    EQUAL("=") {
        @Override
        boolean holds(double left, double right) {
            return left == right;
        }
    },
    OTHER("!=") {
        @Override
        boolean holds(double left, double right) {
            return left != right;
        }
    };

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    /** As expressions have it. */
    String sign() {
        return sign;
    }

    abstract boolean holds(double left, double right);
}

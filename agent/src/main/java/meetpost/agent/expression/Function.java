package meetpost.agent.expression;

import java.util.Arrays;
import java.util.Optional;

/** What expressions can calculate besides the four operations. */
enum Function {
    CLAMP("clamp", "(value, low, high)", 3) {
        @Override
        double of(double value, double low, double high) {
            return low > high ? Double.NaN : Math.max(low, Math.min(high, value));
        }

        @Override
        String refusal(double value, double low, double high) {
            return "clamp from %s to %s, expected the low end first"
                    .formatted(Figures.text(low), Figures.text(high));
        }
    },
    ABS("abs", "(value)", 1) {
        @Override
        double of(double value, double unused, double unusedToo) {
            return Math.abs(value);
        }
    },
    /** To a whole number, halves away from zero. */
    ROUND("round", "(value)", 1) {
        @Override
        double of(double value, double unused, double unusedToo) {
            // The sum makes 0 of -0.
            return Math.copySign(Math.floor(Math.abs(value) + 0.5), value) + 0.0;
        }
    },
    SQRT("sqrt", "(value)", 1) {
        @Override
        double of(double value, double unused, double unusedToo) {
            return Math.sqrt(value);
        }

        @Override
        String refusal(double value, double unused, double unusedToo) {
            return "sqrt of %s, expected 0 or more".formatted(Figures.text(value));
        }
    },
    /** The natural logarithm. */
    LN("ln", "(value)", 1) {
        @Override
        double of(double value, double unused, double unusedToo) {
            return Math.log(value);
        }

        @Override
        String refusal(double value, double unused, double unusedToo) {
            return "ln of %s, expected more than 0".formatted(Figures.text(value));
        }
    },
    EXP("exp", "(value)", 1) {
        @Override
        double of(double value, double unused, double unusedToo) {
            return Math.exp(value);
        }

        @Override
        String refusal(double value, double unused, double unusedToo) {
            return "exp of %s is too large".formatted(Figures.text(value));
        }
    },
    DEW_POINT("dew-point", "(temperature, humidity)", 2) {
        @Override
        double of(double celsius, double percent, double unused) {
            return HumidAir.dewPoint(celsius, percent);
        }

        @Override
        String refusal(double celsius, double percent, double unused) {
            return ofAir(celsius, percent, "more than 0 to 100 %");
        }
    },
    ABSOLUTE_HUMIDITY("absolute-humidity", "(temperature, humidity)", 2) {
        @Override
        double of(double celsius, double percent, double unused) {
            return HumidAir.absoluteHumidity(celsius, percent);
        }

        @Override
        String refusal(double celsius, double percent, double unused) {
            return ofAir(celsius, percent, "0 to 100 %");
        }
    };

    private final String text;
    private final String form;
    private final int arguments;

    Function(String text, String form, int arguments) {
        this.text = text;
        this.form = form;
        this.arguments = arguments;
    }

    /** The function of that name. */
    static Optional<Function> of(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    /** As expressions have it. */
    String text() {
        return text;
    }

    /** With its arguments, for people: {@code clamp(value, low, high)}. */
    String form() {
        return text + form;
    }

    /** How many it takes, 1 to 3. */
    int arguments() {
        return arguments;
    }

    /** Of that many arguments; others are not looked at. Not finite: there is no such value. */
    abstract double of(double first, double second, double third);

    /** Why there is no value of these. */
    String refusal(double first, double second, double third) {
        return "%s of %s has no value".formatted(text, Figures.text(first));
    }

    String ofAir(double celsius, double percent, String humidity) {
        return "%s of %s °C and %s %%, expected %s to %s °C and %s"
                .formatted(
                        text,
                        Figures.text(celsius),
                        Figures.text(percent),
                        Figures.text(HumidAir.COLDEST),
                        Figures.text(HumidAir.WARMEST),
                        humidity);
    }
}

package meetpost.agent.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no expression, and where. */
class ExpressionRefusalTest {

    private static final Scope KAS =
            input -> {
                if (input instanceof Input.Name name) {
                    return switch (name.text()) {
                        case "t" -> Kind.in("°C");
                        case "rh" -> Kind.in("%");
                        case "x" -> Kind.plain();
                        default ->
                                throw new Scope.UnknownInputException(
                                        "there is no " + name.text() + " here");
                    };
                }
                return new Kind.Condition();
            };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    1 +            | 4  | the end here, expected a number, a name or "("
                    (1 + 2         | 7  | ")" for what begins at column 1
                    1 2            | 3  | 2 here, expected an operator such as + or and
                    1 + 2)         | 6  | ")" here, expected an operator
                    x- 1           | 1  | minus has a space on both sides, expected "x - ..."
                    x -1           | 3  | minus has a space on both sides, expected "a - b"
                    3-2            | 1  | minus has a space on both sides, expected e.g. "3 - 1"
                    1wire > 2      | 1  | a name that begins with a digit is written with its section, expected e.g. "sensors.1wire"
                    a && b         | 3  | "&&" is not of this language, expected and
                    a == b         | 3  | "==" is not of this language, expected =
                    !deur          | 1  | "!" is not of this language, expected not
                    x ^ 2          | 3  | expected a product such as x * x
                    x ** 2         | 3  | expected a product such as x * x
                    x > 5 %        | 7  | expected a number without its unit
                    x > 5 °C       | 7  | expected a number without its unit
                    x × 2          | 3  | expected *
                    Kas.Temp > 2   | 1  | names and words are in lower case, expected "kas.temp"
                    .5 + x         | 1  | a number begins with a digit
                    1,5 + x        | 2  | "," here, expected an operator
                    (1,5)          | 3  | expected a point in numbers, as in 0.5
                    x_1            | 2  | "_" is in no name
                    1 < x < 3      | 7  | one comparison at a time, expected e.g. "1 < x and x < 3"
                    deur is ajar   | 9  | "ajar" here, expected on | off | open | closed | faulty
                    sun is red     | 8  | "red" here, expected up | down
                    sun            | 1  | "sun" is a word of this language, expected "sun is up | down"
                    board is off   | 10 | "off" here, expected failing
                    on + 1         | 1  | "on" is a word of this language
                    pow(x, 2)      | 1  | there is no function "pow", expected one of mean, min, max, rise, clamp
                    ln x           | 1  | "ln" is a function, expected ln(value)
                    ln(x, 2)       | 5  | expected ")" as in ln(value)
                    clamp(x, 2)    | 11 | expected "," as in clamp(value, low, high)
                    mean(t)        | 7  | expected "," as in mean(t, 24h)
                    mean(t, 3)     | 9  | 3 here, expected a length of time such as 24h
                    mean(2, 3h)    | 6  | 2 here, expected the name of what was measured
                    mean(t, 72h)   | 9  | 72h, expected more than 0 and at most 48h
                    mean(t, 0h)    | 9  | 0h, expected more than 0
                    24h + 1        | 1  | a length of time stands in mean, min, max and rise only
                    1e999          | 1  | 1e999 is too large a number
                    a.b.c.d        | 1  | "a.b.c." is no name
                    a.             | 1  | "a." is no name
                    x § 2          | 3  | "§" is not of this language
                    """)
    void pointsAtWhatIsWrong(String text, int column, String expected) {
        Slip slip = only(text);

        assertEquals(column, slip.column(), slip.text());
        assertContains(expected, slip.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    y + 1                  | 1 there is no y here
                    y + z                  | 1 there is no y here; 5 there is no z here
                    t + rh                 | 3 °C and % cannot be added, expected one unit on both sides
                    t - 2 > rh             | 7 °C and % cannot be compared, expected one unit on both sides
                    clamp(t, 0, rh)        | 1 °C and % cannot be compared, expected one unit on both sides
                    dew-point(rh, t)       | 11 a value in %, expected a temperature in °C; 15 a value in °C, expected a relative humidity in %
                    dew-point(t, rh) > rh  | 18 °C and % cannot be compared, expected one unit on both sides
                    x and t > 3            | 1 "and" wants conditions such as "x > 3", and this is a number
                    not x                  | 5 "not" wants conditions such as "x > 3", and this is a number
                    (t > 3) + 1            | 4 "+" wants numbers, and this is a condition
                    -(t > 3)               | 5 "-" wants numbers, and this is a condition
                    abs(t > 3)             | 7 "abs" wants numbers, and this is a condition
                    """)
    void saysWhatDoesNotGoTogether(String text, String expected) throws Exception {
        var expression = Expression.of(text);

        var thrown = assertThrows(ExpressionException.class, () -> expression.check(KAS));

        assertEquals(
                expected,
                thrown.slips().stream()
                        .map(slip -> slip.column() + " " + slip.text())
                        .collect(Collectors.joining("; ")));
    }

    @ParameterizedTest
    @CsvSource({
        "t, °C",
        "t + 2, °C",
        "2 + t, °C",
        "abs(t), °C",
        "'clamp(t, 0, 40)', °C",
        "t * 2, ''",
        "t / rh, ''",
        "'dew-point(t, rh)', °C",
        "'absolute-humidity(t, rh)', g/m³",
        "ln(t), ''"
    })
    void knowsTheUnit(String text, String unit) throws Exception {
        var kind = (Kind.Numeric) Expression.of(text).check(KAS);

        assertEquals(unit, kind.unit().orElse(""));
    }

    @Test
    void knowsWhatIsACondition() throws Exception {
        assertEquals(new Kind.Condition(), Expression.of("t > 3 and not x < 2").check(KAS));
        assertEquals(new Kind.Condition(), Expression.of("deur is open").check(KAS));
    }

    @Test
    void isBoundedInLengthAndDepth() throws Exception {
        assertEquals(501, only("1" + " + 1".repeat(200)).column());
        assertContains(
                "801 characters, expected at most 500", only("1" + " + 1".repeat(200)).text());
        Expression.of("1" + " + 1".repeat(124));
        Expression.of("(".repeat(20) + "1" + ")".repeat(20));
        for (String deep :
                List.of(
                        "(".repeat(21) + "1" + ")".repeat(21),
                        "-".repeat(21) + "1",
                        "not ".repeat(21) + "x",
                        "abs(".repeat(21) + "1" + ")".repeat(21))) {
            assertContains("more than 20 brackets, functions and signs", only(deep).text());
        }
    }

    @Test
    void countsCharactersAsAnEditorDoes() {
        assertEquals(5, only("x + \ud83d\ude00").column());
        assertEquals(7, only("x   +  ").column() - 1);
    }

    /** Nothing but an expression or a slip comes of anything. */
    @Test
    void survivesAnyText() {
        var random = new Random(16);
        String[] pieces = {
            "1",
            "x",
            "kas.t",
            " ",
            "-",
            "+",
            "(",
            ")",
            ",",
            "is",
            " on",
            "sun",
            "24h",
            "mean",
            "not ",
            "and ",
            ".",
            "e",
            "=",
            "!",
            "<",
            "\u00e9",
            "\ud83d",
            "dew-point",
            "\n",
            "9".repeat(31)
        };
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int piece = random.nextInt(30); piece >= 0; piece--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                var expression = Expression.of(text.toString());
                expression.value(new double[expression.inputs().size()]);
            } catch (ExpressionException expected) {
                assertEquals(1, expected.slips().size());
            }
        }
    }

    private static Slip only(String text) {
        var thrown = assertThrows(ExpressionException.class, () -> Expression.of(text), text);
        assertEquals(1, thrown.slips().size());
        return thrown.slips().get(0);
    }

    private static void assertContains(String expected, String text) {
        if (!text.contains(expected)) {
            assertEquals(expected, text);
        }
    }
}

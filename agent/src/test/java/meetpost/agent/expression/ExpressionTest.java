package meetpost.agent.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions are worth. */
class ExpressionTest {

    private static final double UNKNOWN = Double.NaN;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 + 2 * 3                   | 7
                    (1 + 2) * 3                 | 9
                    10 - 4 - 3                  | 3
                    8 / 4 / 2                   | 1
                    2 * -3                      | -6
                    -2 * -3                     | 6
                    1 - -1                      | 2
                    -(2 + 3)                    | -5
                    1.129148e-3 * 1000          | 1.129148
                    2e3                         | 2000
                    clamp(150, 0, 100)          | 100
                    clamp(-1, 0, 100)           | 0
                    clamp(42, 0, 100)           | 42
                    abs(-2.5)                   | 2.5
                    round(2.5)                  | 3
                    round(-2.5)                 | -3
                    round(2.4)                  | 2
                    sqrt(9)                     | 3
                    exp(0)                      | 1
                    ln(exp(2))                  | 2
                    1 < 2                       | 1
                    2 <= 2                      | 1
                    3 > 4                       | 0
                    2 >= 3                      | 0
                    2 = 2                       | 1
                    2 != 2                      | 0
                    not 1 < 2                   | 0
                    not not 1 < 2               | 1
                    1 < 2 and 2 < 1             | 0
                    1 < 2 or 2 < 1              | 1
                    1 > 2 and 1 > 2 or 1 < 2    | 1
                    1 < 2 or 1 > 2 and 1 > 2    | 1
                    """)
    void calculatesAsOneExpects(String text, double value) throws Exception {
        assertEquals(value, Expression.of(text).value(new double[0]), 1e-12);
    }

    @Test
    void neverGivesAZeroWithASign() throws Exception {
        assertEquals(0L, Double.doubleToLongBits(value("round(-0.2)", Map.of())));
    }

    @Test
    void readsANameAsTheLongestRunOfItsCharacters() throws Exception {
        var expression = Expression.of("kas-2.temperatuur - buiten.lucht-druk + sensors.1e-kamer");

        assertEquals(
                List.of("kas-2.temperatuur", "buiten.lucht-druk", "sensors.1e-kamer"),
                expression.inputs().stream().map(Input::text).toList());
        assertEquals(4, expression.value(new double[] {7, 5, 2}));
    }

    @Test
    void asksForEachInputOnce() throws Exception {
        var expression = Expression.of("x * x + y * x");

        assertEquals(2, expression.inputs().size());
        assertEquals(21, expression.value(new double[] {3, 4}));
    }

    @Test
    void readsTheConditionsOfTheContract() throws Exception {
        var expression =
                Expression.of(
                        "badkamer.absolute-vochtigheid > buiten.absolute-vochtigheid + 2 and deur is"
                                + " closed or sun is down and rise(regen.neerslag, 24h) < 3 or board"
                                + " is failing and actuators.pomp is off");

        assertEquals(
                List.of(
                        "badkamer.absolute-vochtigheid",
                        "buiten.absolute-vochtigheid",
                        "deur is closed",
                        "sun is down",
                        "rise of regen.neerslag",
                        "board is failing",
                        "actuators.pomp is off"),
                expression.inputs().stream().map(Input::text).toList());
    }

    /** K3: Kleene's tables. */
    @ParameterizedTest
    @CsvSource({
        "0, NaN, 0, NaN",
        "NaN, 0, 0, NaN",
        "1, NaN, NaN, 1",
        "NaN, 1, NaN, 1",
        "NaN, NaN, NaN, NaN",
        "1, 1, 1, 1",
        "0, 0, 0, 0"
    })
    void isUnknownOnlyWhereTheRestDoesNotDecideIt(
            double left, double right, double both, double either) throws Exception {
        double[] values = {left, right};

        assertEquals(both, Expression.of("a is on and b is on").value(values));
        assertEquals(either, Expression.of("a is on or b is on").value(values));
    }

    @Test
    void knowsNothingOfWhatIsUnknown() throws Exception {
        for (String text :
                List.of("x + 1", "1 - x", "x * 0", "-x", "x > 1", "not x is on", "abs(x)", "x / x"))
            assertEquals(UNKNOWN, Expression.of(text).value(new double[] {UNKNOWN}), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2 / x                     | 0    | 3 | division by zero
                    0 / x                     | 0    | 3 | division by zero
                    1 + 2 / (x - 1)           | 1    | 7 | division by zero
                    ln(x)                     | 0    | 1 | ln of 0, expected more than 0
                    1 + ln(x)                 | -2.5 | 5 | ln of -2.5, expected more than 0
                    sqrt(x)                   | -4   | 1 | sqrt of -4, expected 0 or more
                    exp(x)                    | 1000 | 1 | exp of 1000 is too large
                    x * x                     | 1e200 | 3 | the result of * is too large
                    clamp(1, x, 2)            | 3    | 1 | clamp from 3 to 2, expected the low end first
                    dew-point(20, x)          | 0    | 1 | dew-point of 20 °C and 0 %, expected -45 to 60 °C and more than 0 to 100 %
                    absolute-humidity(x, 50)  | 61   | 1 | absolute-humidity of 61 °C and 50 %, expected -45 to 60 °C and 0 to 100 %
                    """)
    void saysWhereAndWhyThereIsNoValue(String text, double x, int column, String why)
            throws Exception {
        var expression = Expression.of(text);
        double[] values = {x};

        assertEquals(UNKNOWN, expression.value(values));
        var trouble = expression.trouble(values).orElseThrow();
        assertEquals(why, trouble.text());
        assertEquals(column, trouble.column());
        assertTrue(trouble.input().isEmpty());
    }

    @Test
    void saysWhichInputIsMissing() throws Exception {
        var expression = Expression.of("1 + probe / other");

        var trouble = expression.trouble(new double[] {1, UNKNOWN}).orElseThrow();

        assertEquals("other has no value", trouble.text());
        assertEquals(13, trouble.column());
        assertEquals(1, trouble.input().orElseThrow());
        assertTrue(expression.trouble(new double[] {1, 2}).isEmpty());
    }

    /**
     * 20 °C at 50 %: the dew point of the tables is 9.3 °C, and half of the 17.3 g that a cubic
     * metre of air can hold. 25 °C at 60 % likewise: 16.7 °C and 13.8 g.
     */
    @ParameterizedTest
    @CsvSource({
        "20, 50, 9.27, 8.64",
        "25, 60, 16.7, 13.8",
        "-10, 80, -12.8, 1.88",
        "30, 100, 30, 30.3"
    })
    void knowsHumidAir(double celsius, double percent, double dewPoint, double grams)
            throws Exception {
        Map<String, Double> air = Map.of("t", celsius, "rh", percent);

        assertEquals(dewPoint, value("dew-point(t, rh)", air), 0.05);
        assertEquals(grams, value("absolute-humidity(t, rh)", air), 0.05);
    }

    /**
     * The 10 kΩ NTC 3950 of the kits below 10 kΩ at 3.3 V, by its B value: 25 °C at half the
     * voltage. By Steinhart and Hart's coefficients of a Vishay NTCLE100E3103: 10 kΩ is 25 °C,
     * 32,650 Ω is 0 °C and 3,603 Ω is 50 °C in its table.
     */
    @Test
    void carriesWhatThermistorsNeed() throws Exception {
        String byB = "1 / (1 / 298.15 + ln(x / (3.3 - x)) / 3950) - 273.15";
        String steinhartHart =
                "1 / (1.1292e-3 + 2.3411e-4 * ln(x) + 8.7755e-8 * ln(x) * ln(x) * ln(x)) - 273.15";

        assertEquals(25, value(byB, Map.of("x", 1.65)), 1e-9);
        assertEquals(25, value(steinhartHart, Map.of("x", 10_000.0)), 0.05);
        assertEquals(0, value(steinhartHart, Map.of("x", 32_650.0)), 0.1);
        assertEquals(50, value(steinhartHart, Map.of("x", 3_603.0)), 0.1);
    }

    /** 4 mA is empty and 20 mA is 10 m, over 165 Ω. */
    @Test
    void carriesWhatACurrentLoopNeeds() throws Exception {
        String level = "(lus / 165 * 1000 - 4) / 16 * 10";

        assertEquals(0, value(level, Map.of("lus", 0.66)), 1e-9);
        assertEquals(5, value(level, Map.of("lus", 1.98)), 1e-9);
        assertEquals(10, value(level, Map.of("lus", 3.3)), 1e-9);
    }

    @Test
    void isTheSameAsAnotherOfTheSameText() throws Exception {
        assertEquals(Expression.of("1 + x"), Expression.of("1 + x"));
        assertTrue(!Expression.of("1 + x").equals(Expression.of("x + 1")));
    }

    private static double value(String text, Map<String, Double> values) throws Exception {
        var expression = Expression.of(text);
        return expression.value(
                expression.inputs().stream()
                        .mapToDouble(each -> values.get(each.text()))
                        .toArray());
    }
}

package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import meetpost.agent.expression.Expression;

/** {@code quantities:} of a sensor, one of them. */
final class FormulaSection {

    /** Digits after the point of a quantity that only this file has. */
    static final int USUAL_DECIMALS = 2;

    private static final int LONGEST_UNIT = 16;

    static final Key<Expression> FORMULA =
            Key.required(
                    "formula",
                    new ExpressionType("clamp((2.8 - probe) / 1.5 * 100, 0, 100)"),
                    "What it is, in [the language of formulas and rules](expressions.md), of the"
                            + " sensor's own quantities and channels, and of others under"
                            + " `quantities`.");
    static final Key<String> FROM =
            Key.optional(
                    "from",
                    Scalars.NAME,
                    "no `x`",
                    "The quantity or channel that the formula calls `x`.");
    static final Key<String> UNIT =
            Key.optional(
                    "unit",
                    Scalar.any(
                            "a unit such as \"%\"",
                            Map.of("type", "string", "maxLength", LONGEST_UNIT),
                            FormulaSection::unit),
                    "the formula's where that is plain, else none",
                    "Its unit. `\"%\"` needs quotes.");
    static final Key<Integer> DECIMALS =
            Key.optional(
                    "decimals",
                    Scalars.whole(0, 6),
                    "as the quantity has it, else `2`",
                    "Digits after the point.");
    static final Key<String> CLASS =
            Key.optional(
                    "class",
                    DeviceClasses.SENSOR,
                    "as the quantity has it",
                    "For Home Assistant; it has to go with the unit.");
    static final Key<Boolean> PUBLISH =
            Key.of("publish", Scalars.FLAG, "true", "`false`: only for other formulas.");

    static final Group GROUP =
            new Group(
                    "sensors.<name>.quantities.<name>",
                    List.of(FORMULA, FROM, UNIT, DECIMALS, CLASS, PUBLISH));

    private FormulaSection() {}

    private static String unit(String text) throws WrongValue {
        boolean printable = text.codePoints().noneMatch(Character::isISOControl);
        if (text.isBlank() || text.length() > LONGEST_UNIT || !printable) {
            throw new WrongValue(
                    "%s is no unit, expected 1 to %s characters such as °C"
                            .formatted(ProblemReport.quoted(text), LONGEST_UNIT));
        }
        return text;
    }
}

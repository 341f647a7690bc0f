package meetpost.agent.settings.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import meetpost.agent.expression.Input;
import meetpost.agent.expression.Kind;
import meetpost.agent.expression.Scope;
import meetpost.drivers.sensor.Quantity;

/**
 * What the names of a sensor's formula are: its own quantities and channels.
 *
 * @param quantities by name; empty: there is none
 * @param names that there are
 */
record SensorScope(Function<String, Optional<Quantity>> quantities, Collection<String> names)
        implements Scope {

    SensorScope {
        names = List.copyOf(names);
    }

    @Override
    public Kind of(Input input) throws UnknownInputException {
        if (input instanceof Input.Window) {
            throw new UnknownInputException(
                    "a formula sees one reading and looks back at none; `filter: mean 5` of the"
                            + " sensor does");
        }
        if (!(input instanceof Input.Name)) {
            throw new UnknownInputException(
                    "\"%s\" is for rules, expected quantities and channels of this sensor"
                            .formatted(input.text()));
        }
        Quantity quantity =
                quantities
                        .apply(input.text())
                        .orElseThrow(() -> new UnknownInputException(unknown(input.text(), names)));
        return Kind.in(quantity.unit());
    }

    /** What to say about a name that is none of them. */
    static String unknown(String name, Collection<String> names) {
        String all = names.isEmpty() ? "none" : Scalars.or(List.copyOf(names));
        return "there is no %s in this sensor, expected %s%s"
                .formatted(
                        ProblemReport.quoted(name),
                        Nearest.to(name, names).map(near -> near + " (of " + all + ")").orElse(all),
                        minus(name, names));
    }

    /** A name takes the minus that was meant to stand behind it. */
    private static String minus(String name, Collection<String> names) {
        return names.stream()
                .filter(each -> name.startsWith(each + "-"))
                .map(each -> "; minus has a space on both sides: %s - ...".formatted(each))
                .findFirst()
                .orElse("");
    }
}

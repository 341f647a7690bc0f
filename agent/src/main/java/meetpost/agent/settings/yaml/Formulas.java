package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.expression.Expression;
import meetpost.agent.expression.ExpressionException;
import meetpost.agent.expression.Input;
import meetpost.agent.expression.Kind;
import meetpost.agent.formula.Formula;
import meetpost.agent.settings.SensorSettings.Derived;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.Node;

/** What {@code derive} and {@code quantities} of one sensor make of what its part measures. */
final class Formulas {

    private final String sensor;
    private final Part part;
    private final Section section;
    private final ProblemReport report;

    /** What formulas may name by now, in their order. */
    private final Map<String, Quantity> known = new LinkedHashMap<>();

    private final List<Formula> formulas = new ArrayList<>();
    private final Map<Quantity, Section> sections = new LinkedHashMap<>();
    private final Set<Quantity> kept;

    /**
     * @param kept quantities of the part that are there for formulas only
     */
    Formulas(String sensor, Part part, Set<Quantity> kept, Section section, ProblemReport report) {
        this.sensor = sensor;
        this.part = part;
        this.kept = new LinkedHashSet<>(kept);
        this.section = section;
        this.report = report;
    }

    /**
     * What was read.
     *
     * @param sections where the file says more about a quantity
     */
    record Read(Derived derived, Map<Quantity, Section> sections) {}

    Read read() {
        part.quantities().forEach(this::knows);
        List<Derivable> wanted = section.find(SensorSection.DERIVE).orElse(List.of());
        boolean early = lacking().isEmpty();
        if (early) {
            wanted.forEach(this::derive);
        }
        Map<String, Draft> drafts = drafts();
        while (!drafts.isEmpty()) {
            Optional<Draft> ready =
                    drafts.values().stream().filter(each -> isReady(each, drafts)).findFirst();
            if (ready.isEmpty()) {
                report.at(
                        drafts.values().iterator().next().at(),
                        "%s need each other, expected one of them to need the others only"
                                .formatted(String.join(" and ", drafts.keySet())));
                break;
            }
            drafts.remove(dutch(ready.get().name()));
            read(ready.get());
        }
        if (!early) {
            // A formula may give what the part does not measure.
            wanted.forEach(this::derive);
        }
        if (kept.containsAll(known.values())) {
            report.at(
                    section.at(),
                    "nothing of %s is published, expected a quantity under quantities:, or publish: true of one"
                            .formatted(sensor));
            kept.clear();
        }
        return new Read(new Derived(formulas, kept), sections);
    }

    private Map<String, Draft> drafts() {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (Named.Entry each : section.find(SensorSection.QUANTITIES).orElse(List.of())) {
            Optional<Expression> expression = each.section().find(FormulaSection.FORMULA);
            if (each.twin()) {
                continue;
            }
            if (quantity(each.name()).isPresent()) {
                report.at(
                        each.section().at(),
                        "%s measures %s itself, expected another name"
                                .formatted(part.name(), each.name()));
            } else if (expression.isPresent()) {
                drafts.put(
                        dutch(each.name()),
                        new Draft(each.name(), expression.get(), each.section()));
            } else {
                assumed(each.name());
            }
        }
        return drafts;
    }

    private boolean isReady(Draft draft, Map<String, Draft> others) {
        return names(draft).stream().noneMatch(others::containsKey);
    }

    /** What it needs, by its name within the sensor. */
    private List<String> names(Draft draft) {
        return draft.expression().inputs().stream()
                .filter(Input.Name.class::isInstance)
                .map(each -> within(each.text(), draft.section().find(FormulaSection.FROM)))
                .toList();
    }

    /** Without the sensor's own name. */
    private String within(String name, Optional<String> from) {
        if (from.isPresent() && name.equals("x")) {
            return from.get();
        }
        String local = name.startsWith("sensors.") ? name.substring("sensors.".length()) : name;
        return dutch(local.startsWith(sensor + ".") ? local.substring(sensor.length() + 1) : local);
    }

    /** Every installation has some quantities under two names. */
    private static String dutch(String name) {
        return standard(name).map(Quantity::dutch).orElse(name);
    }

    private static Optional<Quantity> standard(String name) {
        return Quantity.standard().stream().filter(each -> Derivable.named(each, name)).findFirst();
    }

    private List<Quantity> lacking() {
        return Derivable.NEEDED.stream().filter(each -> !known.containsValue(each)).toList();
    }

    private void derive(Derivable what) {
        List<Quantity> lacking = lacking();
        if (!lacking.isEmpty()) {
            report.at(
                    section.at(SensorSection.DERIVE),
                    "%s needs temperatuur and vochtigheid, and %s does not measure %s"
                            .formatted(
                                    what.quantity(),
                                    part.name(),
                                    Scalars.or(lacking.stream().map(Quantity::dutch).toList())));
        } else if (known.containsValue(what.quantity())) {
            report.at(
                    section.at(SensorSection.DERIVE),
                    "%s is here twice, expected once".formatted(what.quantity()));
        } else {
            formulas.add(new Formula(what.quantity(), what.expression(), Derivable.NEEDED));
            knows(what.quantity());
        }
    }

    private void read(Draft draft) {
        Optional<String> from = draft.section().find(FormulaSection.FROM);
        if (from.isPresent() && quantity(from.get()).isEmpty()) {
            report.at(
                    draft.section().at(FormulaSection.FROM),
                    SensorScope.unknown(from.get(), known.keySet()));
            assumed(draft.name());
            return;
        }
        var scope = new SensorScope(name -> quantity(within(name, from)), known.keySet());
        try {
            Kind kind = draft.expression().check(scope);
            if (!(kind instanceof Kind.Numeric number)) {
                report.at(draft.at(), "a condition, expected a formula that gives a number");
                assumed(draft.name());
                return;
            }
            Quantity quantity = made(draft, number.unit().orElse(""));
            List<Quantity> inputs =
                    names(draft).stream().map(each -> quantity(each).orElseThrow()).toList();
            formulas.add(new Formula(quantity, draft.expression(), inputs));
            sections.put(quantity, draft.section());
            if (!draft.section().value(FormulaSection.PUBLISH)) {
                kept.add(quantity);
            }
            knows(quantity);
        } catch (ExpressionException e) {
            ExpressionType.report(draft.at(), e, report);
            assumed(draft.name());
        }
    }

    /** One that every installation has, where its name and its unit are that one's. */
    private static Quantity made(Draft draft, String usualUnit) {
        Optional<Quantity> standard = standard(draft.name());
        String unit =
                draft.section()
                        .find(FormulaSection.UNIT)
                        .orElseGet(() -> standard.map(Quantity::unit).orElse(usualUnit));
        return standard.filter(each -> each.unit().equals(unit))
                .orElseGet(
                        () ->
                                Quantity.named(
                                        draft.name(),
                                        unit,
                                        draft.section()
                                                .find(FormulaSection.DECIMALS)
                                                .orElse(FormulaSection.USUAL_DECIMALS)));
    }

    /** What is wrong with it was said: that it is not there is no second problem. */
    private void assumed(String name) {
        knows(standard(name).orElseGet(() -> Quantity.named(name, "", 0)));
    }

    private void knows(Quantity quantity) {
        known.put(quantity.dutch(), quantity);
    }

    private Optional<Quantity> quantity(String name) {
        return known.values().stream().filter(each -> Derivable.named(each, name)).findFirst();
    }

    /** A formula that has not found its inputs yet. */
    private record Draft(String name, Expression expression, Section section) {

        Node at() {
            return section.at(FormulaSection.FORMULA);
        }
    }
}

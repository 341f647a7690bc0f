package meetpost.agent.settings.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;
import org.snakeyaml.engine.v2.nodes.Node;

/** Gives each quantity of one sensor its share of what the file says about values. */
final class Shaping {

    private final Part part;
    private final List<Quantity> all;
    private final List<Quantity> published;
    private final Map<Quantity, Section> sections;
    private final Section section;
    private final ProblemReport report;

    Shaping(Part part, Formulas.Read formulas, Section section, ProblemReport report) {
        this.part = part;
        this.all = formulas.derived().all(part);
        this.published =
                all.stream().filter(each -> !formulas.derived().kept().contains(each)).toList();
        this.sections = formulas.sections();
        this.section = section;
        this.report = report;
    }

    Map<Quantity, ShapingSettings> read() {
        Map<Quantity, Integer> decimals = each(SensorSection.DECIMALS);
        Map<Quantity, Double> offset = each(SensorSection.OFFSET);
        Map<Quantity, List<Point>> calibration = each(SensorSection.CALIBRATION);
        Map<Quantity, Filter> filter = each(SensorSection.FILTER);
        Map<Quantity, Double> deadband = each(SensorSection.DEADBAND);
        Map<Quantity, Limits> limits = each(SensorSection.LIMITS);
        Map<Quantity, Double> maxRate = each(SensorSection.MAX_RATE);

        Map<Quantity, ShapingSettings> shaping = new LinkedHashMap<>();
        for (Quantity quantity : all) {
            if (offset.containsKey(quantity) && calibration.containsKey(quantity)) {
                report.at(
                        section.at(SensorSection.OFFSET),
                        "\"offset\" and \"calibration\" of %s at once, expected one of them"
                                .formatted(quantity.dutch()));
            }
            List<Point> points =
                    Optional.ofNullable(offset.get(quantity))
                            .map(by -> List.of(new Point(0, by)))
                            .orElseGet(() -> calibration.getOrDefault(quantity, List.of()));
            shaping.put(
                    quantity,
                    new ShapingSettings(
                            points,
                            Optional.ofNullable(limits.get(quantity)),
                            Optional.ofNullable(maxRate.get(quantity)),
                            Optional.ofNullable(filter.get(quantity)),
                            deadband.getOrDefault(quantity, 0.0),
                            decimals.getOrDefault(quantity, decimals(quantity))));
        }
        return shaping;
    }

    /** What the file says, else what is usual for the quantity. */
    Map<Quantity, String> deviceClasses() {
        Map<Quantity, String> said = each(SensorSection.CLASS);
        Map<Quantity, String> classes = new LinkedHashMap<>();
        for (Quantity quantity : all) {
            Optional<Section> own =
                    Optional.ofNullable(sections.get(quantity))
                            .filter(each -> each.find(FormulaSection.CLASS).isPresent());
            Optional<String> chosen =
                    Optional.ofNullable(said.get(quantity))
                            .or(() -> own.flatMap(each -> each.find(FormulaSection.CLASS)));
            List<String> fit = DeviceClasses.of(quantity);
            if (chosen.isPresent() && !fit.contains(chosen.get())) {
                report.at(
                        own.map(each -> each.at(FormulaSection.CLASS))
                                .orElse(section.at(SensorSection.CLASS)),
                        "%s%s cannot be of class %s, expected %s"
                                .formatted(
                                        quantity.dutch(),
                                        own.isPresent() ? " in " + unit(quantity) : "",
                                        chosen.get(),
                                        fit.isEmpty() ? "it left out" : Scalars.or(fit)));
            } else {
                chosen.or(() -> DeviceClasses.usual(quantity))
                        .ifPresent(each -> classes.put(quantity, each));
            }
        }
        return classes;
    }

    private static String unit(Quantity quantity) {
        return quantity.unit().isEmpty() ? "no unit" : quantity.unit();
    }

    private <T> Map<Quantity, T> each(Key<PerQuantity.Value<T>> key) {
        Optional<PerQuantity.Value<T>> found = section.find(key);
        if (found.isEmpty()) {
            return Map.of();
        }
        PerQuantity.Value<T> value = found.get();
        if (value.only().isPresent()) {
            if (published.size() > 1) {
                report.at(
                        section.at(key),
                        "%s measures %s: which is meant? Expected e.g. %s: {%s: ...}"
                                .formatted(
                                        part.name(),
                                        names(published, " and "),
                                        key.name(),
                                        published.get(0).dutch()));
                return Map.of();
            }
            return published.isEmpty() ? Map.of() : Map.of(published.get(0), value.only().get());
        }
        Map<Quantity, T> each = new LinkedHashMap<>();
        Map<Quantity, Node> first = new LinkedHashMap<>();
        value.names()
                .forEach(
                        (name, node) -> {
                            Optional<Quantity> quantity =
                                    all.stream().filter(q -> Derivable.named(q, name)).findFirst();
                            if (quantity.isEmpty()) {
                                report.at(node, unknown(name));
                                return;
                            }
                            Node earlier = first.putIfAbsent(quantity.get(), node);
                            if (earlier != null) {
                                report.twice(node, quantity.get().dutch(), earlier);
                            } else if (value.named().containsKey(name)) {
                                each.put(quantity.get(), value.named().get(name));
                            }
                        });
        return each;
    }

    private String unknown(String name) {
        boolean isKnown =
                Quantity.standard().stream().anyMatch(each -> Derivable.named(each, name));
        if (isKnown) {
            return "%s does not measure %s, expected %s"
                    .formatted(part.name(), name, names(all, " or "));
        }
        List<String> theirs =
                all.stream().flatMap(q -> Stream.of(q.dutch(), q.english())).distinct().toList();
        return "unknown quantity %s, expected %s"
                .formatted(
                        ProblemReport.quoted(name),
                        Nearest.to(name, theirs).orElseGet(() -> names(all, " or ")));
    }

    private int decimals(Quantity quantity) {
        return Optional.ofNullable(sections.get(quantity))
                .flatMap(each -> each.find(FormulaSection.DECIMALS))
                .orElse(quantity.decimals());
    }

    private static String names(List<Quantity> quantities, String last) {
        String names = Scalars.or(quantities.stream().map(Quantity::dutch).toList());
        return names.replace(" or ", last);
    }
}

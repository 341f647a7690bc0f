package meetpost.agent.settings.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.settings.ShapingSettings.Filter;
import meetpost.agent.settings.ShapingSettings.Limits;
import meetpost.agent.settings.ShapingSettings.Point;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;

/** Gives each quantity of one sensor its share of what the file says about values. */
final class Shaping {

    private final Part part;
    private final Section section;
    private final ProblemReport report;

    Shaping(Part part, Section section, ProblemReport report) {
        this.part = part;
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
        for (Quantity quantity : part.quantities()) {
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
                            decimals.getOrDefault(quantity, quantity.decimals())));
        }
        return shaping;
    }

    /** What the file says, else what is usual for the quantity. */
    Map<Quantity, String> deviceClasses() {
        Map<Quantity, String> said = each(SensorSection.CLASS);
        Map<Quantity, String> all = new LinkedHashMap<>();
        for (Quantity quantity : part.quantities()) {
            List<String> fit = DeviceClasses.of(quantity);
            String chosen = said.getOrDefault(quantity, fit.isEmpty() ? "" : fit.get(0));
            if (fit.contains(chosen)) {
                all.put(quantity, chosen);
            } else if (said.containsKey(quantity)) {
                report.at(
                        section.at(SensorSection.CLASS),
                        "%s cannot be of class %s, expected %s"
                                .formatted(
                                        quantity.dutch(),
                                        chosen,
                                        fit.isEmpty() ? "it left out" : Scalars.or(fit)));
            }
        }
        return all;
    }

    private <T> Map<Quantity, T> each(Key<PerQuantity.Value<T>> key) {
        Optional<PerQuantity.Value<T>> found = section.find(key);
        if (found.isEmpty()) {
            return Map.of();
        }
        PerQuantity.Value<T> value = found.get();
        List<Quantity> quantities = part.quantities();
        if (value.only().isPresent()) {
            if (quantities.size() > 1) {
                report.at(
                        section.at(key),
                        "%s measures %s: which is meant? Expected e.g. %s: {%s: ...}"
                                .formatted(
                                        part.name(),
                                        names(quantities, " and "),
                                        key.name(),
                                        quantities.get(0).dutch()));
                return Map.of();
            }
            return Map.of(quantities.get(0), value.only().get());
        }
        value.names()
                .forEach(
                        (quantity, node) -> {
                            if (!quantities.contains(quantity)) {
                                report.at(
                                        node,
                                        "%s does not measure %s, expected %s"
                                                .formatted(
                                                        part.name(),
                                                        quantity.dutch(),
                                                        names(quantities, " or ")));
                            }
                        });
        return value.named();
    }

    private static String names(List<Quantity> quantities, String last) {
        String names = Scalars.or(quantities.stream().map(Quantity::dutch).toList());
        return names.replace(" or ", last);
    }
}

package meetpost.agent.instance;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import meetpost.agent.formula.Calculation;
import meetpost.agent.formula.Formula;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.sampling.SensorProbe;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.Nearest;
import meetpost.agent.time.DurationText;
import meetpost.drivers.sensor.Quantity;

/**
 * A {@link SensorProbe} as JSON: what {@code meetpost read} prints, wherever it was measured.
 * Values are what the part said, before calibration, and what formulas make of that.
 */
public final class ProbeAnswer {

    private ProbeAnswer() {}

    /** What is answered to a name that is not in the settings. */
    public static JsonObject unknown(String sensor, List<String> names) {
        String hint =
                Nearest.to(sensor, names)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("; there are " + String.join(", ", new TreeSet<>(names)));
        return JsonObject.builder().value("error", "there is no sensor " + sensor + hint).done();
    }

    /** What was measured, or the fault as {@code error} and {@code kind}. */
    public static JsonObject json(SensorProbe probe, boolean english) {
        SensorSettings sensor = probe.sensor();
        var answer = new JsonObject(new LinkedHashMap<>());
        answer.put("sensor", sensor.name());
        answer.put("part", sensor.part().name());
        answer.put("every", DurationText.of(sensor.every()));
        answer.put("time", probe.sample().time().truncatedTo(ChronoUnit.MILLIS).toString());
        probe.remark().ifPresent(remark -> answer.put("remark", remark));
        if (probe.sample() instanceof Fault fault) {
            answer.put("error", fault.message());
            answer.put("kind", fault.kind().text());
        } else if (probe.sample() instanceof Partial partial) {
            put(answer, sensor, partial.reading(), partial.failed(), english);
        } else if (probe.sample() instanceof Reading reading) {
            put(answer, sensor, reading, List.of(), english);
        }
        answer.put("transcript", new JsonArray(probe.transcript()));
        return answer;
    }

    private static void put(
            JsonObject answer,
            SensorSettings sensor,
            Reading reading,
            List<Failed> unmeasured,
            boolean english) {
        var failed = new JsonObject(new LinkedHashMap<>());
        unmeasured.forEach(each -> failed.put(name(each.quantity(), english), each.message()));
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> units = new LinkedHashMap<>();
        Map<Quantity, Double> known = new LinkedHashMap<>();
        reading.measurements().forEach(each -> known.put(each.quantity(), each.value()));
        for (Formula each : sensor.derived().formulas()) {
            var calculation = new Calculation(each);
            double value = calculation.value(input -> known.getOrDefault(input, Double.NaN));
            if (Double.isNaN(value)) {
                failed.put(name(each.quantity(), english), calculation.missing().text());
            } else {
                known.put(each.quantity(), value);
            }
        }
        for (Map.Entry<Quantity, Double> each : known.entrySet()) {
            Quantity quantity = each.getKey();
            String name = name(quantity, english);
            values.put(
                    name,
                    BigDecimal.valueOf(each.getValue())
                            .setScale(
                                    Objects.requireNonNull(sensor.shaping().get(quantity))
                                            .decimals(),
                                    RoundingMode.HALF_UP));
            units.put(name, quantity.unit());
        }
        answer.put("values", new JsonObject(values));
        answer.put("units", new JsonObject(units));
        if (!failed.isEmpty()) {
            answer.put("failed", failed);
        }
    }

    private static String name(Quantity quantity, boolean english) {
        return english ? quantity.english() : quantity.dutch();
    }
}

package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;
import meetpost.agent.history.Change.Kind;
import meetpost.drivers.sensor.Quantity;

/**
 * What was, as programs read it.
 *
 * @param name of a quantity in topics
 */
record HistoryText(Excerpt past, Function<Quantity, String> name) {

    HistoryText {
        requireNonNull(past, "past");
        requireNonNull(name, "name");
    }

    /** Of what it is. */
    String thing() {
        return past.query().name();
    }

    /**
     * {@code {"sensor":"kas","step":60,"time":[…],"values":{"temperatuur":{"unit":"°C","min":[…],
     * "mean":[…],"max":[…]}},"faults":[…]}}, times in seconds since 1970.
     */
    JsonObject json() {
        Query query = past.query();
        var json = new JsonObject();
        json.put(query.kind().text(), query.name());
        json.put("since", seconds(query.since()));
        json.put("until", seconds(query.until()));
        if (query.kind() == Kind.SENSOR) {
            json.put("step", past.step() / 1000);
            putValues(json);
        }
        json.put(query.kind() == Kind.SENSOR ? "faults" : "changes", changes());
        if (past.omitted() > 0) {
            json.put("omitted", past.omitted());
        }
        past.problem().ifPresent(problem -> json.put("problem", problem));
        return json;
    }

    private void putValues(JsonObject json) {
        NavigableSet<Long> times = times();
        var time = new JsonArray();
        times.forEach(each -> time.add(each / 1000));
        json.put("time", time);
        var values = new JsonObject();
        past.values()
                .forEach(
                        (quantity, its) -> {
                            var min = new JsonArray();
                            var mean = new JsonArray();
                            var max = new JsonArray();
                            for (Long each : times) {
                                Summary one = its.get(each);
                                min.add(one == null ? null : number(one.min(), quantity));
                                mean.add(one == null ? null : number(one.mean(), quantity));
                                max.add(one == null ? null : number(one.max(), quantity));
                            }
                            values.put(
                                    name.apply(quantity),
                                    JsonObject.builder()
                                            .value("unit", quantity.unit())
                                            .value("min", min)
                                            .value("mean", mean)
                                            .value("max", max)
                                            .done());
                        });
        json.put("values", values);
    }

    private static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    private NavigableSet<Long> times() {
        NavigableSet<Long> times = new TreeSet<>();
        past.values().values().forEach(its -> times.addAll(its.keySet()));
        return times;
    }

    /** With one digit more than is published, for a mean has it. */
    private static Object number(double value, Quantity quantity) {
        double scale = Math.pow(10, quantity.decimals() + 1.0);
        double rounded = Math.rint(value * scale) / scale;
        return Double.isFinite(rounded) ? (Object) rounded : (Object) value;
    }

    private JsonArray changes() {
        var all = new JsonArray();
        for (Change each : past.changes()) {
            var one = new JsonObject();
            one.put("time", seconds(each.time()));
            if (each.kind() == Kind.PROGRAM) {
                one.put("program", each.state());
            } else {
                one.put(each.kind() == Kind.SENSOR ? "fault" : "state", each.state());
            }
            if (!each.text().isEmpty()) {
                one.put(each.kind() == Kind.SENSOR ? "message" : "cause", each.text());
            }
            all.add(one);
        }
        return all;
    }

    /** RFC 4180; times as ISO 8601. */
    String csv() {
        return past.query().kind() == Kind.SENSOR ? valuesCsv() : changesCsv();
    }

    private String valuesCsv() {
        List<String> lines = new ArrayList<>();
        var head = new StringJoiner(",").add("time");
        for (Quantity each : past.values().keySet()) {
            String column = name.apply(each);
            head.add(column + " min").add(column + " mean").add(column + " max");
        }
        lines.add(head.toString());
        for (Long time : times()) {
            var line = new StringJoiner(",").add(Instant.ofEpochMilli(time).toString());
            past.values()
                    .forEach(
                            (quantity, its) -> {
                                Summary one = its.get(time);
                                if (one == null) {
                                    line.add("").add("").add("");
                                } else {
                                    line.add(text(one.min(), quantity))
                                            .add(text(one.mean(), quantity))
                                            .add(text(one.max(), quantity));
                                }
                            });
            lines.add(line.toString());
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String text(double value, Quantity quantity) {
        return JsonWriter.string(number(value, quantity));
    }

    private String changesCsv() {
        var lines = new StringBuilder("time,state,cause\r\n");
        for (Change each : past.changes()) {
            if (each.kind() != Kind.PROGRAM) {
                lines.append(Instant.ofEpochMilli(each.time()))
                        .append(',')
                        .append(quoted(each.state()))
                        .append(',')
                        .append(quoted(each.text()))
                        .append("\r\n");
            }
        }
        return lines.toString();
    }

    private static String quoted(String text) {
        return text.matches("[\\w .:-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}

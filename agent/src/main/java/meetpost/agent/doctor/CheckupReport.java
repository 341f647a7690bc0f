package meetpost.agent.doctor;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Findings for people, and for programs. */
public final class CheckupReport {

    private static final String INDENT = " ".repeat(18);

    private CheckupReport() {}

    /** A line, and below it the lines to type. */
    public static List<String> lines(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-4s  %-9s   %s"
                        .formatted(finding.verdict().text(), finding.topic(), finding.text()));
        finding.below().forEach(advice -> lines.add(INDENT + advice));
        return lines;
    }

    /** The last line. */
    public static String summary(List<Finding> findings) {
        long failed = findings.stream().filter(Finding::failed).count();
        return failed == 0
                ? "Nothing is wrong that doctor knows of."
                : failed + " of " + findings.size() + " failed; type what stands below each.";
    }

    /** With {@code ok} and {@code findings}. */
    public static JsonObject json(List<Finding> findings) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("ok", findings.stream().noneMatch(Finding::failed));
        json.put("findings", new JsonArray(findings.stream().map(CheckupReport::json).toList()));
        return json;
    }

    private static JsonObject json(Finding finding) {
        var json = new JsonObject(new LinkedHashMap<>());
        json.put("check", finding.topic());
        json.put("result", finding.verdict().text());
        json.put("text", finding.text());
        json.put("advice", new JsonArray(finding.below()));
        return json;
    }
}

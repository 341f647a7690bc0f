package meetpost.agent.mosquitto;

import com.grack.nanojson.JsonWriter;
import java.util.List;

/** Lines of YAML; every text in quotes, so that none of it is taken for something else. */
final class YamlText {

    private final StringBuilder lines = new StringBuilder();

    void append(YamlText other) {
        lines.append(other.lines);
    }

    void comment(String text) {
        lines.append("# ").append(text).append('\n');
    }

    /** A key with more below it. */
    void section(int depth, String key) {
        lines.append("  ".repeat(depth)).append(key).append(":\n");
    }

    /** A value that is written as it is: a number, a duration. */
    void plain(int depth, String key, String value) {
        lines.append("  ".repeat(depth)).append(key).append(": ").append(value).append('\n');
    }

    void text(int depth, String key, String value) {
        plain(depth, key, quoted(value));
    }

    void texts(int depth, String key, List<String> values) {
        list(depth, key, values.stream().map(YamlText::quoted).toList());
    }

    /** Items that are YAML already; nothing where there are none. */
    void list(int depth, String key, List<String> items) {
        if (!items.isEmpty()) {
            plain(depth, key, "[" + String.join(", ", items) + "]");
        }
    }

    /** YAML 1.2 section 7.3.1: what JSON writes between double quotes means the same here. */
    static String quoted(String text) {
        return JsonWriter.string(text);
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}

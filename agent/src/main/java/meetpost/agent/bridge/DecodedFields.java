package meetpost.agent.bridge;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.log.ForeignText;
import meetpost.agent.publish.Payload;

/** The fields that a payload formatter made, as levels of topics and payloads. */
final class DecodedFields {

    private static final int MOST_FIELDS = 50;
    private static final int MOST_LEVELS = 5;
    private static final int LONGEST_LEVEL = 64;
    private static final int LONGEST_VALUE = 64;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();

    /** Payloads by field, nested ones joined with a slash. */
    Map<String, String> values() {
        return values;
    }

    /** What could not be shown, and why, for people. */
    List<String> refused() {
        return refused;
    }

    void refuse(String why) {
        refused.add(why);
    }

    void take(JsonObject decoded) {
        decoded.forEach((name, value) -> take("", 1, name, value));
    }

    private void take(String before, int level, String name, Object value) {
        String field = before + level(name);
        if (value instanceof JsonObject object) {
            if (!isDeep(level, field)) {
                object.forEach((key, each) -> take(field + "/", level + 1, key, each));
            }
        } else if (value instanceof JsonArray array) {
            if (!isDeep(level, field)) {
                for (int i = 0; i < array.size(); i++) {
                    take(field + "/", level + 1, String.valueOf(i), array.get(i));
                }
            }
        } else if (value != null) {
            put(field, name, value);
        }
    }

    private boolean isDeep(int level, String field) {
        if (level >= MOST_LEVELS) {
            refused.add(field + " is nested deeper than " + MOST_LEVELS + " levels");
            return true;
        }
        return false;
    }

    private void put(String field, String name, Object value) {
        String payload = payload(value);
        if (payload.isEmpty() || name.isEmpty()) {
            refused.add(field + " has no name, or a value that no topic can show");
        } else if (values.size() == MOST_FIELDS) {
            refused.add("more than " + MOST_FIELDS + " fields");
        } else if (values.putIfAbsent(field, payload) != null) {
            refused.add("two fields come out as " + field);
        }
    }

    /** One level of a topic: what MQTT or we give a meaning becomes a dash. */
    private static String level(String name) {
        var level = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_LEVEL)
                .forEach(each -> level.appendCodePoint(isPlain(each) ? each : '-'));
        return level.toString();
    }

    private static boolean isPlain(int codePoint) {
        return "/+#$".indexOf(codePoint) < 0
                && !Character.isWhitespace(codePoint)
                && ForeignText.isVisible(codePoint);
    }

    /** Empty: none. */
    private static String payload(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? Payload.ON : Payload.OFF;
        }
        if (value instanceof String text) {
            boolean plain = text.codePoints().allMatch(ForeignText::isVisible);
            return plain && text.length() <= LONGEST_VALUE ? text : "";
        }
        String number = value instanceof Number any ? DecodedNumber.text(any) : "";
        return number.length() <= LONGEST_VALUE ? number : "";
    }
}

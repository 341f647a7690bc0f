package meetpost.agent.bridge;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.ForeignText;
import meetpost.agent.publish.Payload;

/**
 * Makes topics and payloads of an uplink of The Things Stack ("Data Formats" in its documentation):
 * {@code uplink_message.decoded_payload}, as the device's payload formatter made it. What it holds
 * came from anybody with a LoRaWAN device: nothing of it is believed.
 */
final class UplinkReader {

    /** Of the whole message, with its metadata: that is nested less than ten deep. */
    private static final Limits LIMITS = new Limits(16_384, 32, 4096);

    private static final int MOST_FIELDS = 50;
    private static final int MOST_LEVELS = 5;
    private static final int LONGEST_LEVEL = 64;
    private static final int LONGEST_VALUE = 64;

    private UplinkReader() {}

    /**
     * What an uplink holds.
     *
     * @param values payloads by field, nested ones joined with a slash
     * @param refused what could not be shown, and why, for people
     */
    record Fields(Map<String, String> values, List<String> refused) {

        Fields {
            values = Map.copyOf(values);
            refused = List.copyOf(refused);
        }
    }

    /** An uplink that is none; the message is for people. */
    static final class RubbishException extends Exception {

        private static final long serialVersionUID = 1L;

        RubbishException(String message) {
            super(message);
        }
    }

    /** Reads one. Blocks for milliseconds at most, whatever it is given. */
    static Fields read(byte[] payload) throws RubbishException {
        JsonObject decoded = decoded(payload);
        var values = new LinkedHashMap<String, String>();
        List<String> refused = new ArrayList<>();
        decoded.forEach((name, value) -> take("", 1, name, value, values, refused));
        return new Fields(values, refused);
    }

    private static JsonObject decoded(byte[] payload) throws RubbishException {
        JsonObject message;
        try {
            message = BoundedJson.object(payload, LIMITS);
        } catch (JsonRefusedException e) {
            throw new RubbishException(String.valueOf(e.getMessage()));
        }
        if (!(message.get("uplink_message") instanceof JsonObject uplink)) {
            throw new RubbishException("no \"uplink_message\" in it");
        }
        if (uplink.get("decoded_payload") instanceof JsonObject decoded) {
            return decoded;
        }
        throw new RubbishException(
                "nothing decoded: its application has no payload formatter for it, expected one"
                        + " (in the console: Payload formatters)");
    }

    private static void take(
            String before,
            int level,
            String name,
            Object value,
            Map<String, String> values,
            List<String> refused) {
        String field = before + level(name);
        if (value instanceof JsonObject object) {
            if (isDeep(level, field, refused)) {
                return;
            }
            object.forEach((key, each) -> take(field + "/", level + 1, key, each, values, refused));
        } else if (value instanceof JsonArray array) {
            if (isDeep(level, field, refused)) {
                return;
            }
            for (int i = 0; i < array.size(); i++) {
                take(field + "/", level + 1, String.valueOf(i), array.get(i), values, refused);
            }
        } else if (value != null) {
            put(field, name, value, values, refused);
        }
    }

    private static boolean isDeep(int level, String field, List<String> refused) {
        if (level >= MOST_LEVELS) {
            refused.add(field + " is nested deeper than " + MOST_LEVELS + " levels");
            return true;
        }
        return false;
    }

    private static void put(
            String field,
            String name,
            Object value,
            Map<String, String> values,
            List<String> refused) {
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
        String number = value instanceof Number any ? number(any) : "";
        return number.length() <= LONGEST_VALUE ? number : "";
    }

    /** Without an exponent, and no {@code -0}. */
    private static String number(Number number) {
        if (number instanceof BigInteger || number instanceof Integer || number instanceof Long) {
            return number.toString();
        }
        double value = number.doubleValue();
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : "";
    }
}

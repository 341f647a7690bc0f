package meetpost.agent.rule;

import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.ForeignText;
import meetpost.agent.time.DurationText;

/** Takes texts of {@link RuleMessage} apart. */
final class RuleMessageReader {

    private static final Limits LIMITS = new Limits(RuleMessage.MAX_BYTES, 2, 8);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,6}(\\.[0-9]{1,6})?");
    private static final int EXCERPT = 40;

    private RuleMessageReader() {}

    static RuleMessage json(String text, boolean mode) {
        String key = mode ? "mode" : "setpoint";
        try {
            JsonObject json = BoundedJson.object(text, LIMITS);
            Optional<String> id = id(json);
            for (String each : json.keySet()) {
                if (!each.equals(key) && !each.equals("id") && (mode || !each.equals("for"))) {
                    return new RuleMessage.Malformed(
                            "unknown key %s, expected %s%s or id"
                                    .formatted(shown(each), key, mode ? "" : ", for"),
                            id);
                }
            }
            Object value = json.get(key);
            if (!(value instanceof String) && !(value instanceof Number)) {
                return new RuleMessage.Malformed("no \"%s\"".formatted(key), id);
            }
            return mode ? mode(value.toString(), id) : setpoint(json, value.toString(), id);
        } catch (JsonRefusedException e) {
            return new RuleMessage.Malformed(String.valueOf(e.getMessage()), e.text("id"));
        }
    }

    private static RuleMessage setpoint(JsonObject json, String value, Optional<String> id) {
        if (!json.containsKey("for")) {
            return setpoint(value, Optional.empty(), id);
        }
        Optional<Duration> length =
                Optional.of(json.getString("for", ""))
                        .flatMap(DurationText::parse)
                        .filter(some -> !some.isZero() && some.compareTo(LONGEST) <= 0);
        return length.isPresent()
                ? setpoint(value, length, id)
                : new RuleMessage.Malformed("\"for\", expected such as \"3h\", up to 7d", id);
    }

    static RuleMessage mode(String text, Optional<String> id) {
        return Mode.of(text)
                .<RuleMessage>map(mode -> new RuleMessage.ToMode(mode, id))
                .orElseGet(
                        () ->
                                new RuleMessage.Malformed(
                                        "%s, expected %s".formatted(shown(text), Mode.all()), id));
    }

    static RuleMessage setpoint(String text, Optional<Duration> length, Optional<String> id) {
        return NUMBER.matcher(text).matches()
                ? new RuleMessage.ToSetpoint(new BigDecimal(text).doubleValue(), length, id)
                : new RuleMessage.Malformed(shown(text) + ", expected a number such as 21.5", id);
    }

    private static Optional<String> id(JsonObject json) {
        Object id = json.get("id");
        if (id instanceof Integer || id instanceof Long || id instanceof BigInteger) {
            return Optional.of(id.toString());
        }
        return id instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private static String shown(String text) {
        return "\"" + ForeignText.shown(text, EXCERPT) + "\"";
    }
}

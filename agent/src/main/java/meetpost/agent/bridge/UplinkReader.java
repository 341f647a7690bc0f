package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonExcerpt;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.ForeignText;

/**
 * Makes topics and payloads of a network's message of an uplink. What it holds came from anybody
 * with a LoRaWAN device: nothing of it is believed. Most of a message is about the gateways that
 * heard it, and is passed over: only what is kept of it is bounded.
 */
final class UplinkReader {

    /** Of what a formatter made, and of each value beside it. */
    private static final Limits LIMITS = new Limits(16_384, 32, 4096);

    private static final String NO_FORMATTER =
            "nothing decoded: its application has no payload formatter for it, expected one (in the"
                    + " console: Payload formatters, or Codec in the device profile of ChirpStack)";

    private static final int MOST_WARNINGS = 5;
    private static final int LONGEST_WARNING = 100;
    private static final int LONGEST_TIME = 40;
    private static final String VALUE = "value";

    private final UplinkFormat format;
    private final Map<String, List<byte[]>> kept;

    /**
     * What an uplink holds.
     *
     * @param values payloads by field, nested ones joined with a slash
     * @param refused what could not be shown, and why, for people
     */
    record Uplink(Map<String, String> values, List<String> refused, Reception reception) {

        Uplink {
            values = Map.copyOf(values);
            refused = List.copyOf(refused);
            requireNonNull(reception, "reception");
        }
    }

    /** An uplink that is none; the message is for people. */
    static final class RubbishException extends Exception {

        private static final long serialVersionUID = 1L;

        RubbishException(String message) {
            super(message);
        }
    }

    private UplinkReader(UplinkFormat format, Map<String, List<byte[]>> kept) {
        this.format = format;
        this.kept = kept;
    }

    /** Reads one. Blocks for milliseconds at most, whatever it is given. */
    static Uplink read(UplinkFormat format, byte[] payload) throws RubbishException {
        try {
            return new UplinkReader(format, JsonExcerpt.of(payload, format.places())).uplink();
        } catch (JsonRefusedException e) {
            throw new RubbishException(String.valueOf(e.getMessage()));
        }
    }

    private Uplink uplink() throws JsonRefusedException, RubbishException {
        if (kept.keySet().stream().noneMatch(place -> place.startsWith(prefix()))) {
            throw new RubbishException("no uplink in it, expected " + format.mark());
        }
        var fields = new DecodedFields();
        Optional<JsonObject> decoded = decoded();
        if (decoded.isPresent()) {
            fields.take(decoded.get());
        } else if (kept.containsKey(format.bytes())) {
            fields.refuse(NO_FORMATTER);
        }
        return new Uplink(fields.values(), fields.refused(), reception());
    }

    private String prefix() {
        return format == UplinkFormat.THE_THINGS_STACK ? "uplink_message" : "";
    }

    /** Without a formatter's own fields, those in the form of all devices. */
    private Optional<JsonObject> decoded() throws JsonRefusedException {
        return value(format.decoded())
                .filter(JsonObject.class::isInstance)
                .or(this::normalized)
                .map(JsonObject.class::cast);
    }

    /** Of several measurements the last one: each is newer than the one before. */
    private Optional<Object> normalized() {
        try {
            return value(format.normalized())
                    .filter(JsonArray.class::isInstance)
                    .map(JsonArray.class::cast)
                    .filter(all -> !all.isEmpty())
                    .map(all -> all.get(all.size() - 1))
                    .filter(JsonObject.class::isInstance);
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }

    private Reception reception() throws JsonRefusedException {
        Optional<Long> counter = number(format.counter());
        Optional<Long> port = number(format.port()).filter(each -> each > 0 && each < 256);
        return new Reception(
                value(format.at()).flatMap(UplinkReader::shortText),
                counter.map(OptionalLong::of).orElse(OptionalLong.empty()),
                port.map(each -> OptionalInt.of(each.intValue())).orElse(OptionalInt.empty()),
                best(format.rssi()),
                best(format.snr()),
                all(format.rssi()).size(),
                value(format.simulated()).filter(Boolean.TRUE::equals).isPresent(),
                warnings());
    }

    private List<String> warnings() throws JsonRefusedException {
        return values(format.warnings()).stream()
                .filter(String.class::isInstance)
                .limit(MOST_WARNINGS)
                .map(text -> ForeignText.shown((String) text, LONGEST_WARNING))
                .toList();
    }

    private Optional<Long> number(String place) throws JsonRefusedException {
        return value(place)
                .filter(each -> each instanceof Integer || each instanceof Long)
                .map(each -> ((Number) each).longValue())
                .filter(each -> each >= 0);
    }

    private Optional<String> best(String place) throws JsonRefusedException {
        return values(place).stream()
                .filter(Number.class::isInstance)
                .map(each -> ((Number) each).doubleValue())
                .filter(each -> Math.abs(each) < 1000)
                .max(Double::compare)
                .map(DecodedNumber::text);
    }

    private static Optional<String> shortText(Object value) {
        return value instanceof String text
                        && text.length() <= LONGEST_TIME
                        && text.codePoints().allMatch(ForeignText::isVisible)
                ? Optional.of(text)
                : Optional.empty();
    }

    private Optional<Object> value(String place) throws JsonRefusedException {
        return values(place).stream().findFirst();
    }

    private List<Object> values(String place) throws JsonRefusedException {
        List<Object> values = new ArrayList<>();
        for (byte[] each : all(place)) {
            parsed(each).ifPresent(values::add);
        }
        return values;
    }

    private List<byte[]> all(String place) {
        return kept.getOrDefault(place, List.of());
    }

    private static Optional<Object> parsed(byte[] value) throws JsonRefusedException {
        var object = new ByteArrayOutputStream(value.length + 16);
        object.writeBytes(("{\"" + VALUE + "\":").getBytes(UTF_8));
        object.writeBytes(value);
        object.write('}');
        return Optional.ofNullable(BoundedJson.object(object.toByteArray(), LIMITS).get(VALUE));
    }
}

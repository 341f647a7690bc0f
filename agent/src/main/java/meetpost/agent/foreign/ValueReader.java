package meetpost.agent.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonPath;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.log.ForeignText;
import meetpost.agent.settings.PickedValue;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.SensorException;
import meetpost.drivers.sensor.SensorException.Kind;

/**
 * Finds measurements in what somebody else wrote: a number alone, or JSON.
 *
 * @param values what is wanted, in the order of the part; never empty
 */
public record ValueReader(List<PickedValue> values) {

    /** Of a text that is longer nothing is read. */
    public static final int MOST_BYTES = 65_536;

    private static final Limits LIMITS = new Limits(MOST_BYTES, 10, 2_000);
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_SHOWN = 40;

    /** As JSON has it (RFC 8259 section 6); a plus and leading zeros do no harm. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,3})?");

    public ValueReader {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing is wanted");
        }
    }

    /**
     * Reads UTF-8.
     *
     * @throws SensorException if nothing of what is wanted is in it
     */
    public Sensed read(byte[] text) throws SensorException {
        if (text.length > MOST_BYTES) {
            throw corrupt("%s bytes, expected at most %s".formatted(text.length, MOST_BYTES));
        }
        boolean json = values.stream().anyMatch(each -> each.path().isPresent());
        JsonObject object = json ? object(text) : new JsonObject();
        List<Measurement> measured = new ArrayList<>();
        List<Sensed.Failure> failures = new ArrayList<>();
        for (PickedValue each : values) {
            try {
                Optional<JsonPath> path = each.path();
                double value =
                        path.isPresent()
                                ? value(path.get(), object)
                                : number(new String(text, UTF_8), "");
                measured.add(new Measurement(each.quantity(), value));
            } catch (SensorException e) {
                failures.add(
                        new Sensed.Failure(
                                each.quantity(), e.kind(), String.valueOf(e.getMessage())));
            }
        }
        if (measured.isEmpty()) {
            throw corrupt(failures.get(0).message());
        }
        return new Sensed(measured, failures);
    }

    private static JsonObject object(byte[] text) throws SensorException {
        try {
            return BoundedJson.object(text, LIMITS);
        } catch (JsonRefusedException e) {
            throw corrupt("%s, %s".formatted(shown(new String(text, UTF_8)), e.getMessage()));
        }
    }

    private static double value(JsonPath path, JsonObject object) throws SensorException {
        Object found =
                path.in(object)
                        .orElseThrow(() -> corrupt("there is no %s in the JSON".formatted(path)));
        if (found instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        return number(String.valueOf(found), path + " is ");
    }

    private static double number(String text, String before) throws SensorException {
        String number = text.strip();
        if (number.length() <= LONGEST_NUMBER && NUMBER.matcher(number).matches()) {
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw corrupt(before + shown(text) + ", expected a number");
    }

    private static String shown(String text) {
        return "\"" + ForeignText.shown(text, LONGEST_SHOWN) + "\"";
    }

    private static SensorException corrupt(String message) {
        return new SensorException(Kind.CORRUPT, message);
    }
}

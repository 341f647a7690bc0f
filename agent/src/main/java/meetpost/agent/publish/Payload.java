package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.ShapingSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** What is written into messages: numbers, times, JSON. */
public final class Payload {

    /** Of a status topic. */
    public static final String ONLINE = "online";

    /** Of a status topic, and the last will. */
    public static final String OFFLINE = "offline";

    /** Of an input or an output. */
    public static final String ON = "ON";

    /** Of an input or an output. */
    public static final String OFF = "OFF";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Topics topics;

    /**
     * @param topics knows how quantities are named
     */
    public Payload(Topics topics) {
        this.topics = requireNonNull(topics, "topics");
    }

    /**
     * A number as it is published: half up, with exactly {@code decimals} digits after the point,
     * never {@code -0}.
     *
     * @throws IllegalArgumentException if the value is not finite
     */
    public static String number(double value, int decimals) {
        return rounded(value, decimals).toPlainString();
    }

    /** ISO 8601 in UTC with milliseconds. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The number of one measurement, as settings want it rounded. */
    public static String value(SensorSettings sensor, Measurement measurement) {
        return number(measurement.value(), decimals(sensor, measurement.quantity()));
    }

    /**
     * {@code {"time":…,"session":…,"seq":…,"values":{…},"units":{…}}}; with {@code
     * "time-known":false} behind a time that the board's calendar, not set yet, had wrong.
     */
    public String reading(SensorSettings sensor, Reading reading) {
        return reading(reading, quantity -> decimals(sensor, quantity));
    }

    /** The same of a sensor that settings no longer have. */
    String reading(Reading reading) {
        return reading(reading, Quantity::decimals);
    }

    private String reading(Reading reading, ToIntFunction<Quantity> decimals) {
        JsonStringWriter json = JsonWriter.string().object().value("time", time(reading.time()));
        if (!reading.timeKnown()) {
            json.value("time-known", false);
        }
        if (!reading.session().isEmpty()) {
            json.value("session", reading.session());
        }
        json.value("seq", reading.seq()).object("values");
        for (Measurement each : reading.measurements()) {
            Quantity quantity = each.quantity();
            json.value(topics.name(quantity), rounded(each.value(), decimals.applyAsInt(quantity)));
        }
        json.end().object("units");
        for (Measurement each : reading.measurements()) {
            json.value(topics.name(each.quantity()), each.quantity().unit());
        }
        return json.end().end().done();
    }

    /**
     * {@code {"kind":…,"message":…,"since":…,"count":…}}.
     *
     * @param failed the quantities that have failed while others go on, as {@code
     *     "quantities":[…]}; empty: the whole sensor
     */
    public String fault(Health.Ill ill, List<Quantity> failed) {
        JsonStringWriter json =
                JsonWriter.string()
                        .object()
                        .value("kind", ill.kind().text())
                        .value("message", ill.message())
                        .value("since", time(ill.since()))
                        .value("count", ill.count());
        if (!failed.isEmpty()) {
            json.array("quantities", failed.stream().map(topics::name).toList());
        }
        return json.end().done();
    }

    /**
     * {@code {"id":"42","accepted":true,"state":"ON"}}; without an id where the command had none.
     */
    public static String accepted(Optional<String> id, String state) {
        return answer(id).value("accepted", true).value("state", state).end().done();
    }

    /** {@code {"id":"42","accepted":false,"reason":"retained"}}. */
    public static String refused(Optional<String> id, String reason) {
        return answer(id).value("accepted", false).value("reason", reason).end().done();
    }

    private static JsonStringWriter answer(Optional<String> id) {
        JsonStringWriter json = JsonWriter.string().object();
        id.ifPresent(text -> json.value("id", text));
        return json;
    }

    private static BigDecimal rounded(double value, int decimals) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static int decimals(SensorSettings sensor, Quantity quantity) {
        Map<Quantity, ShapingSettings> shaping = sensor.shaping();
        ShapingSettings own = shaping.get(quantity);
        return own == null ? quantity.decimals() : own.decimals();
    }
}

package meetpost.agent.watch;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonPath;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.publish.Payload;

/** The last value of each topic that is watched. Safe for use by several threads. */
public final class Values {

    /** A filter such as {@code #} on somebody's broker could bring topics without end. */
    private static final int MOST_OTHERS = 1000;

    /** A fault is flat, and so is a cause. */
    private static final Limits FLAT = new Limits(4096, 4, 32);

    /** What others publish about their things. */
    private static final Limits FOREIGN = new Limits(65_536, 10, 2_000);

    private final Choice choice;
    private final Clock clock;
    private final CauseText causes = new CauseText(ZoneId.systemDefault());
    private final List<Watched.Value> known;

    /** What somebody else's messages say of those values that are only a part of one. */
    private final Map<Watched.Value, Came> picked = new HashMap<>();

    private final Set<String> own = new HashSet<>();
    private final Map<String, Came> came = new HashMap<>();
    private final TreeMap<String, Came> others = new TreeMap<>();

    /**
     * Nothing has come yet.
     *
     * @param clock says what is left until a time that a cause names
     */
    public Values(Choice choice, Clock clock) {
        this.choice = requireNonNull(choice, "choice");
        this.clock = requireNonNull(clock, "clock");
        known = choice.known().values();
        own.add(choice.known().device());
        for (Watched.Value each : known) {
            own.add(each.topic());
            each.status().ifPresent(own::add);
            each.fault().ifPresent(own::add);
            each.cause().ifPresent(own::add);
        }
    }

    /**
     * What came.
     *
     * @param payload as a terminal may show it
     * @param tick when
     * @param stored it lay at the broker, so it is older than that
     */
    record Came(String payload, long tick, boolean stored) {}

    /**
     * A line of the table.
     *
     * @param value with its unit; empty: none came
     * @param status {@code online}, {@code offline}, the kind of a fault, why an output is so; may
     *     be empty
     * @param problem the fault in words; may be empty
     */
    record Row(
            String topic,
            String value,
            Optional<Came> came,
            String status,
            String problem,
            boolean bad) {}

    /** A message arrived at that tick. */
    public synchronized void add(String topic, byte[] payload, boolean stored, long tick) {
        var one = new Came(Printable.of(payload), tick, stored);
        if (own.contains(topic)) {
            came.put(topic, one);
            known.stream()
                    .filter(each -> each.topic().equals(topic))
                    .forEach(
                            each ->
                                    each.path()
                                            .ifPresent(
                                                    path ->
                                                            picked.put(
                                                                    each,
                                                                    picked(path, payload, one))));
        } else if (payload.length == 0) {
            others.remove(topic);
        } else if (choice.shows(topic)
                && (others.containsKey(topic) || others.size() < MOST_OTHERS)) {
            others.put(topic, one);
        }
    }

    /** The agent's own in the order of its settings, then all others by topic. */
    synchronized List<Row> rows() {
        var rows = new ArrayList<Row>();
        known.forEach(each -> rows.add(row(each)));
        others.forEach(
                (topic, one) ->
                        rows.add(
                                new Row(
                                        Printable.of(topic),
                                        one.payload,
                                        Optional.of(one),
                                        "",
                                        "",
                                        false)));
        return rows;
    }

    /** What the device says of itself: {@code online}, {@code offline}; empty: nothing yet. */
    synchronized String device() {
        return text(Optional.of(choice.known().device()));
    }

    /** A message as one line: topic, value, unit; the same for a fault, in words. */
    public synchronized String line(String topic, byte[] payload) {
        String text = Printable.of(payload);
        Optional<Watched.Value> value =
                known.stream()
                        .filter(each -> each.topic().equals(topic) && each.path().isEmpty())
                        .findFirst();
        if (value.isPresent()) {
            return topic + "  " + withUnit(value.get(), text);
        }
        String said = text;
        if (known.stream().anyMatch(each -> each.fault().equals(Optional.of(topic)))) {
            Optional<JsonObject> fault = json(text);
            said =
                    fault.map(each -> word(each, "kind") + ": " + word(each, "message"))
                            .orElse(text.isEmpty() ? "cured" : text);
        }
        if (known.stream().anyMatch(each -> each.cause().equals(Optional.of(topic)))) {
            said =
                    json(text)
                            .map(
                                    each ->
                                            word(each, "state")
                                                    + ": "
                                                    + causes.of(each, clock.instant()))
                            .orElse(text);
        }
        return Printable.of(topic) + "  " + said;
    }

    private Row row(Watched.Value value) {
        Optional<Came> last =
                Optional.ofNullable(
                        value.path().isPresent() ? picked.get(value) : came.get(value.topic()));
        String text = last.map(Came::payload).orElse("");
        String where = value.topic() + value.path().map(path -> " " + path).orElse("");
        String status = value.cause().isPresent() ? cause(value, text) : text(value.status());
        // A fault of one quantity leaves the others online.
        Optional<JsonObject> fault =
                value.fault()
                        .filter(topic -> !status.equals(Payload.ONLINE))
                        .map(came::get)
                        .map(Came::payload)
                        .flatMap(Values::json);
        if (fault.isPresent()) {
            return new Row(
                    where,
                    withUnit(value, text),
                    last,
                    word(fault.get(), "kind"),
                    value.name() + ": " + word(fault.get(), "message"),
                    true);
        }
        boolean gone = device().equals(Payload.OFFLINE);
        return new Row(
                where,
                withUnit(value, text),
                last,
                gone ? "device " + Payload.OFFLINE : status,
                "",
                gone || status.equals(Payload.OFFLINE));
    }

    /** The part of a message that is the value; nothing where it is not there. */
    private static Came picked(JsonPath path, byte[] payload, Came whole) {
        String text;
        try {
            text =
                    path.in(BoundedJson.object(payload, FOREIGN))
                            .map(String::valueOf)
                            .map(Printable::of)
                            .orElse("");
        } catch (JsonRefusedException e) {
            text = "";
        }
        return new Came(text, whole.tick, whole.stored);
    }

    /** Why an output is as it is; empty while what came last of it is about another state. */
    private String cause(Watched.Value value, String state) {
        return json(text(value.cause()))
                .filter(cause -> word(cause, "state").equals(state))
                .map(cause -> causes.of(cause, clock.instant()))
                .orElse("");
    }

    private String text(Optional<String> topic) {
        return topic.map(came::get).map(Came::payload).orElse("");
    }

    private static String withUnit(Watched.Value value, String text) {
        return text.isEmpty() || value.unit().isEmpty() ? text : text + " " + value.unit();
    }

    private static String word(JsonObject fault, String key) {
        return Printable.of(fault.getString(key, ""));
    }

    private static Optional<JsonObject> json(String payload) {
        try {
            return payload.isEmpty()
                    ? Optional.empty()
                    : Optional.of(BoundedJson.object(payload, FLAT));
        } catch (JsonRefusedException e) {
            // Somebody else's message on that topic.
            return Optional.empty();
        }
    }
}

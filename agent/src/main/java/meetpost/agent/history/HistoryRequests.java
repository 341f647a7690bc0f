package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import meetpost.agent.history.Change.Kind;
import meetpost.agent.http.Handler;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;

/**
 * Answers questions after the past, over HTTP and for the other subcommands of this machine. Safe
 * for use by several threads.
 */
public final class HistoryRequests implements Handler {

    /** Where it is asked over HTTP. */
    public static final String PATH = "/history";

    private static final int MOST_WORDS = 10;
    private static final int BUSY = 503;

    /** Many who ask the same at once are told the same. */
    private static final int MOST_TOLD = 8;

    /** Larger answers are made each time: eight would be megabytes. */
    private static final int LONGEST_TOLD = 128 << 10;

    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);

    private final Archive archive;
    private final Supplier<Settings> current;
    private final Function<Quantity, String> name;
    private final Deque<Told> told = new ArrayDeque<>();

    private record Told(Map<String, String> words, long tick, Response answer) {}

    /**
     * @param current the settings with which the agent runs now
     * @param name of a quantity in topics
     */
    public HistoryRequests(
            Archive archive, Supplier<Settings> current, Function<Quantity, String> name) {
        this.archive = requireNonNull(archive, "archive");
        this.current = requireNonNull(current, "current");
        this.name = requireNonNull(name, "name");
    }

    @Override
    public Response answer(Request request) {
        Map<String, String> words;
        try {
            words = request.words(MOST_WORDS);
        } catch (IllegalArgumentException e) {
            return Response.refusal(400, String.valueOf(e.getMessage()));
        }
        Optional<Response> before = told(words);
        if (before.isPresent()) {
            return before.get();
        }
        Response answer = answer(words);
        if (answer.status() == 200 && answer.length() <= LONGEST_TOLD) {
            tell(new Told(words, Ticks.REAL.now(), answer));
        }
        return answer;
    }

    private synchronized Optional<Response> told(Map<String, String> words) {
        told.removeIf(each -> Ticks.REAL.now() - each.tick() > FRESH);
        return told.stream()
                .filter(each -> each.words().equals(words))
                .map(Told::answer)
                .findFirst();
    }

    private synchronized void tell(Told answer) {
        told.add(answer);
        if (told.size() > MOST_TOLD) {
            told.remove();
        }
    }

    private Response answer(Map<String, String> words) {
        try {
            Optional<HistoryText> text = text(words);
            if (text.isEmpty()) {
                return Response.refusal(BUSY, "too many ask at once, try again")
                        .with("Retry-After", "2");
            }
            return words.getOrDefault("format", "json").equals("csv")
                    ? Response.of(200, "text/csv; charset=utf-8", text.get().csv())
                            .with(
                                    "Content-Disposition",
                                    "attachment; filename=\"" + text.get().thing() + ".csv\"")
                    : Response.json(JsonWriter.string(text.get().json()) + "\n");
        } catch (IllegalArgumentException e) {
            return Response.refusal(400, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.refusal(BUSY, "stopping");
        }
    }

    /**
     * The same for a program of this machine.
     *
     * @param request {@code since}, {@code until} and {@code step} as texts, and {@code name} of a
     *     sensor, an output or an input; {@code format}
     */
    public JsonObject answer(JsonObject request) throws InterruptedException {
        Map<String, String> words = new TreeMap<>();
        for (String each : List.of("since", "until", "step")) {
            Optional.ofNullable(request.getString(each)).ifPresent(text -> words.put(each, text));
        }
        String thing = request.getString("name", "");
        words.put(kind(thing).text(), thing);
        try {
            Optional<HistoryText> text = text(words);
            if (text.isEmpty()) {
                return error("too many ask at once, try again");
            }
            return request.getString("format", "json").equals("csv")
                    ? JsonObject.builder().value("csv", text.get().csv()).done()
                    : text.get().json();
        } catch (IllegalArgumentException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject error(String text) {
        return JsonObject.builder().value("error", text).done();
    }

    private Kind kind(String thing) {
        return Stream.of(Kind.SENSOR, Kind.OUTPUT, Kind.INPUT)
                .filter(each -> names(each).contains(thing))
                .findFirst()
                .orElse(Kind.SENSOR);
    }

    private Optional<HistoryText> text(Map<String, String> words) throws InterruptedException {
        Query query = Query.of(words, archive.time());
        return archive.past(query, quantities(query))
                .map(past -> new HistoryText(known(query) ? past : found(past), name));
    }

    private boolean known(Query query) {
        return names(query.kind()).contains(query.name());
    }

    private List<String> names(Kind kind) {
        Settings settings = current.get();
        if (kind == Kind.SENSOR) {
            return settings.sensors().stream().map(SensorSettings::name).toList();
        }
        return kind == Kind.OUTPUT
                ? settings.actuators().stream().map(ActuatorSettings::name).toList()
                : settings.inputs().stream().map(InputSettings::name).toList();
    }

    /** Of something that settings do not have: they may have had it. */
    private Excerpt found(Excerpt past) {
        Excerpt found = past.withoutEmpty();
        if (found.isEmpty()) {
            Query query = past.query();
            throw new IllegalArgumentException(
                    "nothing is kept of %s %s, expected one of: %s"
                            .formatted(
                                    query.kind().text(),
                                    query.name(),
                                    String.join(", ", names(query.kind()))));
        }
        return found;
    }

    /** Of a sensor that settings no longer have any may be there. */
    private List<Quantity> quantities(Query query) {
        if (query.kind() != Kind.SENSOR) {
            return List.of();
        }
        return current.get().sensors().stream()
                .filter(each -> each.name().equals(query.name()))
                .findFirst()
                .map(each -> each.quantities())
                .orElseGet(Quantity::standard);
    }
}

package meetpost.agent.json;

import static java.util.stream.Collectors.joining;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a JSON object a value is: {@code temperature}, {@code DS18B20.Temperature}, {@code
 * probes[0].value}.
 *
 * @param steps keys of objects, and positions in arrays counted from 0; never empty
 */
public record JsonPath(List<Object> steps) {

    /** As settings write one, for JSON Schema too; a slash or a dollar is of other languages. */
    public static final String PATTERN =
            "^[^.\\[\\]\\s/$]+(\\[[0-9]{1,4}\\])*(\\.[^.\\[\\]\\s/$]+(\\[[0-9]{1,4}\\])*)*$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern STEP = Pattern.compile("\\[([0-9]{1,4})\\]|([^.\\[\\]\\s/$]+)");

    private static final int LONGEST = 200;

    public JsonPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a path without a step");
        }
    }

    /** Reads one; empty where the text is none. */
    public static Optional<JsonPath> parse(String text) {
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        List<Object> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        while (matcher.find()) {
            String position = matcher.group(1);
            steps.add(position == null ? matcher.group(2) : (Object) Integer.valueOf(position));
        }
        return Optional.of(new JsonPath(steps));
    }

    /** What is there; empty: nothing, or {@code null}. */
    public Optional<Object> in(JsonObject root) {
        Optional<Object> at = Optional.of(root);
        for (Object step : steps) {
            at = at.flatMap(each -> next(each, step));
        }
        return at;
    }

    private static Optional<Object> next(Object at, Object step) {
        if (step instanceof Integer position && at instanceof JsonArray array) {
            return position < array.size()
                    ? Optional.ofNullable(array.get(position))
                    : Optional.empty();
        }
        return step instanceof String key && at instanceof JsonObject object
                ? Optional.ofNullable(object.get(key))
                : Optional.empty();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> step instanceof Integer ? "[" + step + "]" : "." + step)
                .collect(joining())
                .substring(1);
    }
}

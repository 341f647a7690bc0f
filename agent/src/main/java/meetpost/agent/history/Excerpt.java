package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import meetpost.drivers.sensor.Quantity;

/**
 * What was.
 *
 * @param step the length of a step, in milliseconds
 * @param values of a sensor: by quantity, then by when a step begins, in milliseconds since 1970;
 *     steps without a value are not there
 * @param changes of the thing, of the program too; first, where there is one, the last before
 *     {@code since}
 * @param omitted changes that were older than these and within that time
 * @param problem why what is on disk is not all in it, in words
 */
record Excerpt(
        Query query,
        long step,
        Map<Quantity, NavigableMap<Long, Summary>> values,
        List<Change> changes,
        long omitted,
        Optional<String> problem) {

    Excerpt {
        requireNonNull(query, "query");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        changes = List.copyOf(changes);
        requireNonNull(problem, "problem");
    }

    /** The same without quantities of which there is nothing. */
    Excerpt withoutEmpty() {
        Map<Quantity, NavigableMap<Long, Summary>> some = new LinkedHashMap<>(values);
        some.values().removeIf(NavigableMap::isEmpty);
        return new Excerpt(query, step, some, changes, omitted, problem);
    }

    /** Whether there is nothing of the thing itself. */
    boolean isEmpty() {
        return values.isEmpty()
                && changes.stream().allMatch(each -> each.kind() == Change.Kind.PROGRAM);
    }
}

package meetpost.agent.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Retained topics, by the things that have them: each has a root, and leaves below it. Immutable.
 *
 * <p>As JSON each root is named once, beside those with the same leaves, so that sixty sensors go
 * into an info of 8 KB: {@code {". fault status":["sensoren/oud","sensoren/kelder"]}}. A dot is the
 * root itself. Roots are without the board's own prefix; one that does not begin with it has a
 * slash before it instead, with which no topic of ours begins.
 */
public final class Announced {

    /** Nothing. */
    public static final Announced NONE = new Announced(new TreeMap<>());

    private static final String ITSELF = ".";
    private static final String ELSEWHERE = "/";

    /** The longest that MQTT 3.1.1 section 1.5.3 allows. */
    private static final int LONGEST = 65_535;

    private final SortedMap<String, SortedSet<String>> things;

    private Announced(SortedMap<String, SortedSet<String>> things) {
        this.things = Collections.unmodifiableSortedMap(things);
    }

    /**
     * One thing.
     *
     * @param topics each the root, or below it; the others are left out
     */
    public static Announced of(String root, Collection<String> topics) {
        SortedSet<String> leaves = new TreeSet<>();
        for (String topic : topics) {
            if (topic.equals(root)) {
                leaves.add(ITSELF);
            } else if (topic.startsWith(root + "/")) {
                leaves.add(topic.substring(root.length() + 1));
            }
        }
        SortedMap<String, SortedSet<String>> one = new TreeMap<>();
        if (!leaves.isEmpty()) {
            one.put(requireNonNull(root, "root"), leaves);
        }
        return new Announced(one);
    }

    /**
     * Reads what {@link #json} wrote. What it does not know the form of it leaves out: another
     * version, or somebody else, may have written it.
     */
    public static Announced read(JsonObject json, String prefix) {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>();
        json.forEach(
                (leaves, roots) -> {
                    if (roots instanceof JsonArray array) {
                        array.forEach(
                                root -> {
                                    if (root instanceof String text) {
                                        add(all, full(text, prefix), leaves.split(" "));
                                    }
                                });
                    }
                });
        return new Announced(all);
    }

    private static void add(
            SortedMap<String, SortedSet<String>> all, String root, String[] leaves) {
        List<String> sound =
                Arrays.stream(leaves)
                        .filter(leaf -> !leaf.isEmpty() && isTopic(topic(root, leaf)))
                        .toList();
        if (!sound.isEmpty()) {
            all.computeIfAbsent(root, any -> new TreeSet<>()).addAll(sound);
        }
    }

    private static boolean isTopic(String topic) {
        return !topic.isEmpty()
                && topic.getBytes(UTF_8).length <= LONGEST
                && "/$".indexOf(topic.charAt(0)) < 0
                && topic.chars().noneMatch(each -> each < ' ' || each == '+' || each == '#');
    }

    private static String full(String root, String prefix) {
        return root.startsWith(ELSEWHERE) ? root.substring(ELSEWHERE.length()) : prefix + root;
    }

    private static String topic(String root, String leaf) {
        return leaf.equals(ITSELF) ? root : root + "/" + leaf;
    }

    /** The topics themselves, in order. */
    public SortedSet<String> topics() {
        SortedSet<String> all = new TreeSet<>();
        things.forEach((root, leaves) -> leaves.forEach(leaf -> all.add(topic(root, leaf))));
        return all;
    }

    /** Where the things are: each at such a topic, and below it. */
    public SortedSet<String> roots() {
        return new TreeSet<>(things.keySet());
    }

    public boolean isEmpty() {
        return things.isEmpty();
    }

    /** What is in this or in the other. */
    public Announced and(Announced other) {
        SortedMap<String, SortedSet<String>> all = copy();
        other.things.forEach(
                (root, leaves) -> all.computeIfAbsent(root, any -> new TreeSet<>()).addAll(leaves));
        return new Announced(all);
    }

    /** What is in this and not among those topics. */
    public Announced without(Collection<String> topics) {
        SortedMap<String, SortedSet<String>> rest = copy();
        things.forEach(
                (root, leaves) -> {
                    SortedSet<String> left = new TreeSet<>(leaves);
                    left.removeIf(leaf -> topics.contains(topic(root, leaf)));
                    if (left.isEmpty()) {
                        rest.remove(root);
                    } else {
                        rest.put(root, left);
                    }
                });
        return new Announced(rest);
    }

    /**
     * As the info topic says it.
     *
     * @param prefix of this board
     * @param bytes that it may have; things that do not fit are left out, the last first
     */
    public JsonObject json(String prefix, int bytes) {
        SortedMap<String, List<String>> groups = new TreeMap<>();
        int left = bytes - 2;
        for (var thing : things.entrySet()) {
            String leaves = String.join(" ", thing.getValue());
            String root = said(thing.getKey(), prefix);
            List<String> group = groups.getOrDefault(leaves, new ArrayList<>());
            int needed = quoted(root) + 1 + (group.isEmpty() ? quoted(leaves) + 4 : 0);
            // A leaf of an uplink may have any characters: what cannot be read back is not said.
            if (needed <= left && thing.getValue().stream().noneMatch(leaf -> leaf.contains(" "))) {
                left -= needed;
                group.add(root);
                groups.put(leaves, group);
            }
        }
        var json = new JsonObject();
        groups.forEach((leaves, roots) -> json.put(leaves, new JsonArray(roots)));
        return json;
    }

    private static String said(String root, String prefix) {
        return root.startsWith(prefix) ? root.substring(prefix.length()) : ELSEWHERE + root;
    }

    /** What nanojson makes of it. */
    private static int quoted(String text) {
        int bytes = 2;
        for (byte each : text.getBytes(UTF_8)) {
            bytes += each >= 0 && each < ' ' ? 6 : each == '"' || each == '\\' ? 2 : 1;
        }
        return bytes;
    }

    private SortedMap<String, SortedSet<String>> copy() {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        things.forEach((root, leaves) -> copy.put(root, new TreeSet<>(leaves)));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Announced that && things.equals(that.things);
    }

    @Override
    public int hashCode() {
        return things.hashCode();
    }

    @Override
    public String toString() {
        return topics().toString();
    }
}

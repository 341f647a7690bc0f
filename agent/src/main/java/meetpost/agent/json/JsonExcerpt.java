package meetpost.agent.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps of an object of JSON only the values at some places, and passes over the rest without
 * keeping or decoding it: a message may consist of metadata that nobody here wants. One walk over
 * the bytes; memory in proportion to what is kept, and no more stack than the longest place has
 * levels. What is passed over must have its brackets and quotes closed, and is not looked at
 * otherwise; what is kept is for {@link BoundedJson}.
 */
public final class JsonExcerpt {

    /** Values of all places together. */
    private static final int MOST = 1000;

    private static final String LEVEL = "/";
    private static final String ANY = "*";

    private final byte[] text;
    private final Set<String> places;
    private final Map<String, List<byte[]>> kept = new HashMap<>();
    private int count;
    private int at;

    private JsonExcerpt(byte[] text, Set<String> places) {
        this.text = requireNonNull(text, "text");
        this.places = Set.copyOf(places);
    }

    /**
     * Reads one.
     *
     * @param text UTF-8, of any size
     * @param places keys joined with slashes, {@code *} for each item of an array: {@code
     *     rxInfo/*}{@code /rssi}
     * @return the text of each value by its place, in the order in which they came
     * @throws JsonRefusedException if it is no object, is cut off, or has a place twice
     */
    public static Map<String, List<byte[]>> of(byte[] text, Set<String> places)
            throws JsonRefusedException {
        var excerpt = new JsonExcerpt(text, places);
        if (excerpt.next() != '{') {
            throw new JsonRefusedException("no object of JSON, expected {");
        }
        excerpt.object("");
        if (excerpt.next() != 0) {
            throw new JsonRefusedException("expected nothing after the last }");
        }
        return excerpt.kept;
    }

    private void value(String place) throws JsonRefusedException {
        int first = next();
        boolean leads = places.stream().anyMatch(each -> each.startsWith(place + LEVEL));
        if (places.contains(place)) {
            int from = at;
            skip();
            keep(place, Arrays.copyOfRange(text, from, at));
        } else if (leads && first == '{') {
            object(place + LEVEL);
        } else if (leads && first == '[') {
            array(place + LEVEL);
        } else {
            skip();
        }
    }

    private void keep(String place, byte[] value) throws JsonRefusedException {
        List<byte[]> all = kept.computeIfAbsent(place, any -> new ArrayList<>());
        if (!all.isEmpty() && !place.contains(ANY)) {
            throw new JsonRefusedException("\"%s\" is there twice".formatted(place));
        }
        if (count < MOST) {
            count++;
            all.add(value);
        }
    }

    private void object(String before) throws JsonRefusedException {
        at++;
        while (next() != '}') {
            if (next() != '"') {
                throw new JsonRefusedException("expected a key at byte " + at);
            }
            int from = at + 1;
            quoted();
            String key = new String(text, from, at - 1 - from, UTF_8);
            take(':');
            value(before + key);
            if (next() != '}') {
                take(',');
            }
        }
        at++;
    }

    private void array(String before) throws JsonRefusedException {
        at++;
        while (next() != ']') {
            value(before + ANY);
            if (next() != ']') {
                take(',');
            }
        }
        at++;
    }

    /** Passes over a value, whatever is in it. */
    private void skip() throws JsonRefusedException {
        int depth = 0;
        do {
            int c = next();
            switch (c) {
                case 0 -> throw new JsonRefusedException("it ends in the middle of a value");
                case '"' -> quoted();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> word();
            }
        } while (depth > 0);
        if (depth < 0) {
            throw new JsonRefusedException("expected a value at byte " + (at - 1));
        }
    }

    /** Passes over a text in quotes. */
    private void quoted() throws JsonRefusedException {
        at++;
        while (at < text.length && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        if (at >= text.length) {
            throw new JsonRefusedException("it ends in the middle of a text");
        }
        at++;
    }

    /** Passes over a number, or one of the three words. */
    private void word() throws JsonRefusedException {
        int from = at;
        while (at < text.length && " \t\r\n,:{}[]\"".indexOf(text[at]) < 0) {
            at++;
        }
        if (at == from) {
            throw new JsonRefusedException("expected a value at byte " + at);
        }
    }

    private void take(char expected) throws JsonRefusedException {
        if (next() != expected) {
            throw new JsonRefusedException("expected %s at byte %s".formatted(expected, at));
        }
        at++;
    }

    /** The next byte that is no white space, which is not taken; 0 at the end. */
    private int next() {
        while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
        return at < text.length ? text[at] : 0;
    }
}

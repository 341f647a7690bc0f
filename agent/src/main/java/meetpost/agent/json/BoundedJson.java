package meetpost.agent.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.log.ForeignText;

/**
 * Reads an object of JSON (RFC 8259) that somebody else wrote. It costs at most what its {@link
 * Limits} say: time and memory in proportion to the bytes, and no stack, for it does not call
 * itself. Texts hold no half pairs of surrogates, and no key is twice in one object: of these, two
 * readers would make two things (RFC 7493, sections 2.1 and 2.3).
 *
 * <p>Numbers are {@link Integer}, {@link Long} or {@link java.math.BigInteger} where they are
 * whole, else {@link java.math.BigDecimal} with the digits that were written.
 */
public final class BoundedJson {

    private static final int LONGEST_SHOWN = 40;

    private final Characters in;
    private final Limits limits;

    /** Those that are not at their end, the innermost first. */
    private final Deque<Container> open = new ArrayDeque<>();

    private final JsonObject root = new JsonObject();

    /** Keys that are twice in one object. */
    private final Set<String> twice = new LinkedHashSet<>();

    private int values;

    /** An object, with the key whose value comes next, or an array. */
    private static final class Container {

        private final JsonObject object;
        private final Optional<JsonArray> array;
        private String key = "";

        Container(JsonObject object, Optional<JsonArray> array) {
            this.object = object;
            this.array = array;
        }

        char end() {
            return array.isPresent() ? ']' : '}';
        }

        void put(Object value) {
            array.ifPresentOrElse(items -> items.add(value), () -> object.put(key, value));
        }

        void putNull() {
            array.ifPresentOrElse(items -> items.add(null), () -> object.put(key, null));
        }
    }

    private BoundedJson(String text, Limits limits) {
        in = new Characters(text);
        this.limits = limits;
    }

    /**
     * Reads UTF-8.
     *
     * @throws JsonRefusedException if it is no object, or one beyond the limits
     */
    public static JsonObject object(byte[] payload, Limits limits) throws JsonRefusedException {
        requireNonNull(limits, "limits");
        checkSize(payload.length, limits);
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException e) {
            throw new JsonRefusedException("not UTF-8");
        }
        return new BoundedJson(text, limits).read();
    }

    /**
     * Reads a text.
     *
     * @throws JsonRefusedException if it is no object, or one beyond the limits
     */
    public static JsonObject object(String text, Limits limits) throws JsonRefusedException {
        requireNonNull(limits, "limits");
        checkSize(text.length(), limits);
        return new BoundedJson(text, limits).read();
    }

    private static void checkSize(int size, Limits limits) throws JsonRefusedException {
        if (size > limits.bytes()) {
            throw new JsonRefusedException(
                    "%s bytes, expected at most %s".formatted(size, limits.bytes()));
        }
    }

    private JsonObject read() throws JsonRefusedException {
        in.expect('{');
        boolean complete = !opened(new Container(root, Optional.empty()));
        while (!open.isEmpty()) {
            if (!complete) {
                complete = value();
            } else if (in.took(open.element().end())) {
                open.remove();
            } else {
                in.expect(',', open.element().end());
                complete = false;
                key();
            }
        }
        in.expectEnd();
        if (!twice.isEmpty()) {
            String name = ForeignText.shown(twice.iterator().next(), LONGEST_SHOWN);
            root.keySet().removeAll(twice);
            throw new JsonRefusedException("\"%s\" is there twice".formatted(name), root);
        }
        return root;
    }

    /** Takes a value, or the beginning of one; says whether it, or an empty one, is complete. */
    private boolean value() throws JsonRefusedException {
        values++;
        if (values > limits.values()) {
            throw new JsonRefusedException("more than %s values".formatted(limits.values()));
        }
        Container around = open.element();
        if (in.took('{')) {
            var object = new JsonObject();
            around.put(object);
            return !opened(new Container(object, Optional.empty()));
        }
        if (in.took('[')) {
            var array = new JsonArray();
            around.put(array);
            return !opened(new Container(new JsonObject(), Optional.of(array)));
        }
        if (in.tookNull()) {
            around.putNull();
        } else {
            around.put(in.scalar());
        }
        return true;
    }

    /** Says whether something is in it; if so, that is next. */
    private boolean opened(Container container) throws JsonRefusedException {
        if (open.size() == limits.depth()) {
            throw new JsonRefusedException("nested more than %s deep".formatted(limits.depth()));
        }
        open.push(container);
        boolean more = !in.isNext(container.end());
        if (more) {
            key();
        }
        return more;
    }

    private void key() throws JsonRefusedException {
        Container inside = open.element();
        if (inside.array.isPresent()) {
            return;
        }
        inside.key = in.text();
        in.expect(':');
        if (inside.object.containsKey(inside.key)) {
            twice.add(inside.key);
        }
    }
}

package meetpost.agent.json;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.util.Optional;

/**
 * A text that is not JSON, or more than was allowed. Its message is for people, on one line, and
 * short whatever the text was.
 */
public final class JsonRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient JsonObject rest;

    JsonRefusedException(String message) {
        this(message, new JsonObject());
    }

    /**
     * @param rest what could be read all the same
     */
    JsonRefusedException(String message, JsonObject rest) {
        super(message);
        this.rest = requireNonNull(rest, "rest");
    }

    /**
     * The text under a key of the outermost object, where that object was read to its end and is
     * refused only because another of its keys is there twice.
     */
    public Optional<String> text(String key) {
        return rest.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}

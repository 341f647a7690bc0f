package meetpost.agent.settings.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * One key of a settings file. The table of keys in the documentation, the JSON Schema and the
 * reader all come from these.
 */
public final class Key<T> {

    private final String name;
    private final Type<T> type;
    private final boolean required;
    private final Optional<String> fallback;
    private final String whenLeftOut;
    private final String doc;

    private Key(
            String name,
            Type<T> type,
            boolean required,
            Optional<String> fallback,
            String whenLeftOut,
            String doc) {
        this.name = name;
        this.type = type;
        this.required = required;
        this.fallback = fallback;
        this.whenLeftOut = whenLeftOut;
        this.doc = doc;
    }

    /** A key that must be there. */
    public static <T> Key<T> required(String name, Type<T> type, String doc) {
        return new Key<>(name, type, true, Optional.empty(), "required", doc);
    }

    /**
     * A key with a default.
     *
     * @param fallback as one would write it in the file
     */
    public static <T> Key<T> of(String name, Type<T> type, String fallback, String doc) {
        return new Key<>(name, type, false, Optional.of(fallback), "`" + fallback + "`", doc);
    }

    /**
     * A key that may be left out.
     *
     * @param whenLeftOut what then holds, in words
     */
    public static <T> Key<T> optional(String name, Type<T> type, String whenLeftOut, String doc) {
        return new Key<>(name, type, false, Optional.empty(), whenLeftOut, doc);
    }

    String name() {
        return name;
    }

    Type<T> type() {
        return type;
    }

    boolean isRequired() {
        return required;
    }

    /** What holds without this key, for the documentation. */
    String whenLeftOut() {
        return whenLeftOut;
    }

    String doc() {
        return doc;
    }

    boolean hasFallback() {
        return fallback.isPresent();
    }

    /** The default, read as if the file said it. */
    T fallback() {
        String text =
                fallback.orElseThrow(() -> new IllegalStateException(name + " has no default"));
        ProblemReport report = new ProblemReport("default of " + name);
        return type.read(plain(text), report)
                .orElseThrow(
                        () -> new IllegalStateException("a wrong default", report.exception()));
    }

    private static Node plain(String text) {
        Tag tag = text.isEmpty() ? Tag.STR : new CoreScalarResolver(false).resolve(text, true);
        return new ScalarNode(tag, text, ScalarStyle.PLAIN);
    }
}

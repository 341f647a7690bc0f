package meetpost.broker.message;

import java.nio.charset.StandardCharsets;

/**
 * A topic name that has been checked, with a place for whoever delivers messages to note down where
 * they go. Confined to the event loop.
 */
public final class Topic {

    /** What is noted down at a topic: its writer knows how long it is true. */
    public interface Note {}

    private static final int WEIGHT = 120;

    private final String name;
    private final byte[] utf8;

    private @Nullable Note note;

    public Topic(String name, byte[] utf8) {
        this.name = name;
        this.utf8 = utf8;
    }

    /** A topic of the broker's own. */
    public Topic(String name) {
        this(name, name.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    public byte[] utf8() {
        return utf8;
    }

    /** Bytes of the heap, without the note. */
    public int weight() {
        return WEIGHT + 2 * utf8.length + (name.length() < utf8.length ? name.length() : 0);
    }

    /** What was noted down last; none if nothing was, or it was taken away. */
    @Nullable
    public Note note() {
        return note;
    }

    public void note(@Nullable Note value) {
        note = value;
    }

    @Override
    public String toString() {
        return name;
    }
}

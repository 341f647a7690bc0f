package meetpost.broker.message;

import java.util.Arrays;

/**
 * The topics that were seen lately, found by their bytes: a publisher that repeats a topic costs no
 * check, no copy and no walk through the subscriptions. Confined to the event loop.
 */
public final class TopicTable {

    /** A power of two. Two topics that fall on one slot take turns. */
    private static final int SLOTS = 4096;

    /** Bytes of a topic that is found again. */
    public static final int LONGEST = 256;

    private final Topic[] slots = new Topic[SLOTS];
    private final int maxLevels;

    public TopicTable(int maxLevels) {
        this.maxLevels = maxLevels;
    }

    /**
     * The topic with these bytes. The empty topic passes: a topic alias may stand for it.
     *
     * @throws ProtocolException if it is not UTF-8, contains a wildcard, or has too many levels
     */
    public Topic of(byte[] bytes, int length, Utf8 utf8) throws ProtocolException {
        if (length > LONGEST) {
            return check(bytes, length, utf8);
        }
        int slot = slot(bytes, length);
        Topic known = slots[slot];
        if (known != null
                && Arrays.equals(known.utf8(), 0, known.utf8().length, bytes, 0, length)) {
            return known;
        }
        Topic topic = check(bytes, length, utf8);
        slots[slot] = topic;
        return topic;
    }

    private Topic check(byte[] bytes, int length, Utf8 utf8) throws ProtocolException {
        String name = utf8.decode(bytes, length);
        TopicFilter.requireNoWildcard(name);
        TopicFilter.requireLevels(name, maxLevels);
        return new Topic(name, Arrays.copyOf(bytes, length));
    }

    private static int slot(byte[] bytes, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}

package meetpost.broker.storage;

import java.util.ArrayDeque;
import java.util.Map;

/**
 * Sessions that the log names at one place only. They are named once more, so that a page which is
 * lost does not take a session of which more is kept. Confined to the event loop.
 */
final class Introductions {

    /** Two pages of the medium: what lies so far apart is not lost at once. */
    private static final long APART = 8 << 10;

    /** More come between only while the disk takes nothing. */
    private static final int MOST = 1_000;

    /** {@code at} is how much had been written before. */
    private record Introduced(String clientId, long number, long expirySeconds, long at) {}

    /** Oldest first. */
    private final ArrayDeque<Introduced> introduced = new ArrayDeque<>();

    /**
     * A session is named in the log.
     *
     * @param at how much had been written before, in bytes
     */
    void add(String clientId, long number, long expirySeconds, long at) {
        if (introduced.size() == MOST) {
            introduced.remove();
        }
        introduced.add(new Introduced(clientId, number, expirySeconds, at));
    }

    /**
     * Names those again that were named two pages ago or more.
     *
     * @param written how much has been written, in bytes
     * @param numbers of the sessions that there still are, by client identifier
     */
    void again(JournalEntry entry, long written, Map<String, Long> numbers) {
        while (!introduced.isEmpty() && introduced.element().at() + APART < written) {
            Introduced one = introduced.remove();
            if (numbers.getOrDefault(one.clientId(), 0L) == one.number()) {
                entry.named(one.number(), one.clientId(), one.expirySeconds());
                entry.mayEnd();
            }
        }
    }

    void clear() {
        introduced.clear();
    }
}

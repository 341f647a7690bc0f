package meetpost.agent.outbox;

import java.util.List;

/** What the outbox writes to its journal. */
sealed interface DiskRecord<T> {

    /** A thing that waits. */
    record Kept<T>(long id, Timestamp moment, T thing) implements DiskRecord<T> {}

    /** Things that wait no more. */
    record Gone<T>(List<Long> ids) implements DiskRecord<T> {

        public Gone {
            ids = List.copyOf(ids);
        }
    }

    /** What the calendar says after it was set. */
    record Stepped<T>(Timestamp moment) implements DiskRecord<T> {}
}

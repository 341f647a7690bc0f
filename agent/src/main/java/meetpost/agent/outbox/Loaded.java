package meetpost.agent.outbox;

import java.util.List;
import meetpost.agent.outbox.DiskRecord.Kept;

/**
 * What waits in one segment of the disk.
 *
 * @param upTo the last id that the segment holds
 * @param lost how many could not be read, and wait no more
 */
record Loaded<T>(List<Kept<T>> things, long upTo, int lost) {

    Loaded {
        things = List.copyOf(things);
    }
}

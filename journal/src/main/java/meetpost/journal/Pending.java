package meetpost.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What waits to be written, in order. Safe for use by several threads. */
final class Pending {

    private final List<ByteBuffer> records = new ArrayList<>();
    private long bytes;

    /** Some records, from the first on, and their length as frames. */
    record Batch(List<ByteBuffer> records, long bytes) {

        static Batch of(ByteBuffer one) {
            return new Batch(List.of(one), FrameWriter.HEADER + one.remaining());
        }
    }

    synchronized void add(ByteBuffer record) {
        records.add(record);
        bytes += FrameWriter.HEADER + record.remaining();
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized Batch all() {
        return new Batch(List.copyOf(records), bytes);
    }

    /** It is written. */
    synchronized void remove(Batch first) {
        records.subList(0, first.records().size()).clear();
        bytes -= first.bytes();
    }
}

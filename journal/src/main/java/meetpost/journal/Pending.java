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

        static Batch of(List<ByteBuffer> records) {
            long bytes = 0;
            for (ByteBuffer record : records) {
                bytes += FrameWriter.HEADER + record.remaining();
            }
            return new Batch(records, bytes);
        }
    }

    /** Of one that is used for something else afterwards. */
    void addCopy(ByteBuffer record) {
        add(ByteBuffer.allocate(record.remaining()).put(record.duplicate()).flip());
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

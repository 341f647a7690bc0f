package meetpost.agent.history;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Changes as bytes. */
final class ChangeBlock {

    private ChangeBlock() {}

    static ByteBuffer of(List<Change> changes, ClockOffset clock) {
        long first = changes.stream().mapToLong(Change::time).min().orElseThrow();
        long last = changes.stream().mapToLong(Change::time).max().orElseThrow();
        Bytes block = new BlockHead(clock, first, last).bytes();
        for (Change each : changes) {
            block.octet(each.kind().code())
                    .whole(each.time() - first)
                    .text(each.name())
                    .text(each.state())
                    .text(each.text());
        }
        return ByteBuffer.wrap(block.array());
    }

    /**
     * Gives them.
     *
     * @param block behind its head
     * @throws RuntimeException if it is none
     */
    static void read(BlockHead head, ByteBuffer block, Consumer<Change> changes) {
        while (block.hasRemaining()) {
            var kind = Change.Kind.of(block.get());
            long time = head.first() + Bytes.whole(block);
            changes.accept(
                    new Change(
                            kind, time, Bytes.text(block), Bytes.text(block), Bytes.text(block)));
        }
    }
}

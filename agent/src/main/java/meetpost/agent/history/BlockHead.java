package meetpost.agent.history;

import static java.util.Objects.requireNonNull;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How each block begins.
 *
 * @param clock of when it was written
 * @param first what it covers begins there, in milliseconds since 1970 by that calendar
 * @param last and begins there for the last time
 */
record BlockHead(ClockOffset clock, long first, long last) {

    /** Another program may have written blocks of another one. */
    private static final int VERSION = 1;

    BlockHead {
        requireNonNull(clock, "clock");
    }

    Bytes bytes() {
        return new Bytes()
                .octet(VERSION)
                .fixed(clock.boot())
                .signed(clock.offset())
                .signed(first)
                .whole(last - first);
    }

    /** Empty for a block of another version. What follows the head is left in {@code block}. */
    static Optional<BlockHead> read(ByteBuffer block) {
        try {
            if (block.get() != VERSION) {
                return Optional.empty();
            }
            var clock = new ClockOffset(block.getInt(), Bytes.signed(block));
            long first = Bytes.signed(block);
            return Optional.of(new BlockHead(clock, first, first + Bytes.whole(block)));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}

package meetpost.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the frames of one file, with no more memory than the largest record needs. What is damaged
 * it steps over, to the next frame whose checksum holds. One thread.
 */
final class FrameReader {

    private final Consumer<byte[]> visitor;
    private long records;
    private long damaged;
    private long lostBytes;
    private long tornBytes;
    private boolean ended;

    /** The visitor is given every whole record. */
    FrameReader(Consumer<byte[]> visitor) {
        this.visitor = visitor;
    }

    FrameReader read(Path file, long number) throws IOException {
        try (var bytes = FileBytes.open(file)) {
            follow(bytes, FrameFormat.of(bytes, number), 0);
        }
        return this;
    }

    Recovery recovery() {
        return new Recovery(records, damaged, lostBytes, tornBytes);
    }

    /** Whether the frame that ends a snapshot was found. */
    boolean ended() {
        return ended;
    }

    /** From the frame at {@code start} on. Gives the offset up to which there are frames. */
    long follow(FileBytes file, FrameFormat frames, long start) throws IOException {
        long offset = start;
        long expected = Math.max(0, frames.at(start).map(Frame::index).orElse(0L));
        while (offset < file.size() && !ended) {
            Optional<Frame> here = frames.at(offset);
            boolean inside = here.filter(frame -> frame.end() <= file.size()).isPresent();
            boolean believed = here.filter(Frame::counted).isPresent();
            Optional<Frame> frame = inside || believed ? here : frames.search(offset + 1);
            if (frame.isEmpty() || frame.get().end() > file.size()) {
                end(file.size() - offset, here.isPresent());
                return offset;
            }
            skipped(offset, frame.get(), expected);
            offset = take(file, frames, frame.get());
            expected = frame.get().index() + 1;
        }
        return offset;
    }

    /** Between two frames lies what was damaged, or nothing but zeros up to a page. */
    private void skipped(long offset, Frame next, long expected) {
        if (next.start() == offset) {
            return;
        }
        long missing = next.counted() ? Math.max(0, next.index() - expected) : 1;
        if (missing > 0) {
            damaged += missing;
            lostBytes += next.start() - offset;
        }
    }

    /** Gives the offset at which the next frame is expected. */
    private long take(FileBytes file, FrameFormat frames, Frame frame) throws IOException {
        if (frames.holds(frame)) {
            if (frame.length() == 0) {
                ended = true;
            } else {
                records++;
                visitor.accept(file.bytesAt(frame.body(), frame.length()));
            }
            return frame.end();
        }
        long next = behind(file, frames, frame);
        damaged++;
        lostBytes += next - frame.start();
        return next;
    }

    /** Where to go on behind a frame whose bytes are damaged, or its length where none counts. */
    private static long behind(FileBytes file, FrameFormat frames, Frame damaged)
            throws IOException {
        if (damaged.counted() || damaged.end() == file.size()) {
            return damaged.end();
        }
        Optional<Frame> next = frames.at(damaged.end());
        if (next.isPresent() && next.get().end() <= file.size() && frames.holds(next.get())) {
            return damaged.end();
        }
        return frames.search(damaged.start() + 1).map(Frame::start).orElse(file.size());
    }

    /** There are no frames behind: as a cut leaves it, or damaged. */
    private void end(long bytes, boolean begun) {
        if (begun || bytes < MarkedFrames.HEAD) {
            tornBytes += bytes;
        } else {
            damaged++;
            lostBytes += bytes;
        }
    }
}

package meetpost.journal;

import java.io.IOException;
import java.util.Optional;

/** How the frames of one file are found. For one thread; blocks. */
sealed interface FrameFormat permits MarkedFrames, PlainFrames {

    /** The frame that begins there, which may be longer than the file. */
    Optional<Frame> at(long offset) throws IOException;

    /** The first frame that begins there or behind, in what {@link #at} could not follow. */
    Optional<Frame> search(long offset) throws IOException;

    /** Whether the bytes of a frame are those that were written. */
    boolean holds(Frame frame) throws IOException;

    /** As the file says; one whose beginning says nothing is searched. */
    static FrameFormat of(FileBytes file, long number) throws IOException {
        var marked = new MarkedFrames(file, number);
        if (marked.at(0).isPresent()) {
            return marked;
        }
        var plain = new PlainFrames(file, number);
        Optional<Frame> first = plain.at(0);
        if (first.isPresent() && plain.holds(first.get())) {
            return plain;
        }
        return marked.search(0).isPresent() ? marked : plain;
    }
}

package meetpost.journal;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What was written until the end of November 2026: length, checksum, bytes. A length is believed
 * only where its bytes have their checksum, so that looking for a frame reads bytes again and
 * again: within a bound.
 */
final class PlainFrames implements FrameFormat {

    private static final int HEAD = 8;

    /** As many bytes are read in vain for one file. */
    private static final long MOST_TRIED = 256L << 20;

    private final FileBytes file;
    private final long number;
    private long tried;

    PlainFrames(FileBytes file, long number) {
        this.file = file;
        this.number = number;
    }

    @Override
    public Optional<Frame> at(long offset) throws IOException {
        if (file.size() - offset < HEAD) {
            return Optional.empty();
        }
        int length = file.intAt(offset);
        var frame = new Frame(-1, offset, offset + HEAD, length, file.intAt(offset + 4));
        if (length < 0 || (length == 0 && !holds(frame))) {
            return Optional.empty();
        }
        return Optional.of(frame);
    }

    @Override
    public Optional<Frame> search(long offset) throws IOException {
        for (long at = offset; file.size() - at >= HEAD && tried < MOST_TRIED; at++) {
            Optional<Frame> found = at(at);
            if (found.isPresent() && found.get().end() <= file.size()) {
                tried += found.get().length();
                if (holds(found.get())) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean holds(Frame frame) throws IOException {
        CRC32C crc = Checksum.begin(number, frame.start(), frame.length());
        file.addTo(crc, frame.body(), frame.length());
        return frame.checksum() == (int) crc.getValue();
    }
}

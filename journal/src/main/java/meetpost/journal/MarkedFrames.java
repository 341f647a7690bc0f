package meetpost.journal;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Each frame begins with the mark of its file and has a checksum over what leads it, so that it is
 * found again wherever it lies, and its length is believed before its bytes are. The mark is drawn
 * for each file: nobody whose bytes are kept in a record can put a frame into them.
 */
final class MarkedFrames implements FrameFormat {

    /** Mark, index, length, checksum of the head, checksum of the bytes. */
    static final int HEAD = 20;

    private final FileBytes file;
    private final long number;
    private boolean known;
    private int mark;

    MarkedFrames(FileBytes file, long number) {
        this.file = file;
        this.number = number;
    }

    /** Of what leads a frame: the place is part of it. */
    static int checksumOfHead(long number, long offset, int mark, int index, int length) {
        return (int) Checksum.begin(number, offset, mark, index, length).getValue();
    }

    /** Of the bytes of a frame, to be gone on with: what leads them is part of it. */
    static CRC32C checksumOfBytes(long number, long offset, int checksumOfHead) {
        return Checksum.begin(number, offset, checksumOfHead);
    }

    @Override
    public Optional<Frame> at(long offset) throws IOException {
        if (file.size() - offset < HEAD) {
            return Optional.empty();
        }
        int found = file.intAt(offset);
        if (known && found != mark) {
            return Optional.empty();
        }
        int index = file.intAt(offset + 4);
        int length = file.intAt(offset + 8);
        int checksum = file.intAt(offset + 12);
        if (index < 0
                || length < 0
                || checksum != checksumOfHead(number, offset, found, index, length)) {
            return Optional.empty();
        }
        mark = found;
        known = true;
        int checksumOfBytes = file.intAt(offset + 16);
        return Optional.of(new Frame(index, offset, offset + HEAD, length, checksumOfBytes));
    }

    @Override
    public Optional<Frame> search(long offset) throws IOException {
        for (long at = offset; file.size() - at >= HEAD; at++) {
            Optional<Frame> found = mayBegin(at) ? at(at) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Spares most checksums. */
    private boolean mayBegin(long offset) throws IOException {
        int first = file.intAt(offset);
        if (known) {
            return first == mark;
        }
        int length = file.intAt(offset + 8);
        return first != 0 && length >= 0 && length <= file.size() - offset - HEAD;
    }

    @Override
    public boolean holds(Frame frame) throws IOException {
        CRC32C crc = checksumOfBytes(number, frame.start(), file.intAt(frame.start() + 12));
        file.addTo(crc, frame.body(), frame.length());
        return frame.checksum() == (int) crc.getValue();
    }
}

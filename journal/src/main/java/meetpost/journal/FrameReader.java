package meetpost.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the frames of files, with no more memory than the largest record needs. One thread. */
final class FrameReader {

    private final Consumer<byte[]> visitor;
    private long records;
    private long damaged;
    private long lostBytes;
    private boolean ended;

    /** The visitor is given every whole record. */
    FrameReader(Consumer<byte[]> visitor) {
        this.visitor = visitor;
    }

    /** Steps over damaged frames, as far as their lengths lead. */
    FrameReader read(Path file, long number) throws IOException {
        long size = Files.size(file);
        ended = false;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long end = follow(in, number, 0, size);
            lostBytes += size - end;
        }
        return this;
    }

    /** Of all the files. */
    Recovery recovery() {
        return new Recovery(records, damaged, lostBytes);
    }

    /** Whether the frame that ends a snapshot was found in the last file. */
    boolean ended() {
        return ended;
    }

    /** From the frame at {@code start} on. Gives the offset up to which it could be followed. */
    long follow(DataInputStream in, long number, long start, long size) {
        long offset = start;
        try {
            while (size - offset >= FrameWriter.HEADER && !ended) {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 0 || length > size - offset - FrameWriter.HEADER) {
                    return offset;
                }
                byte[] bytes = in.readNBytes(length);
                boolean whole =
                        checksum == FrameWriter.checksum(number, offset, ByteBuffer.wrap(bytes));
                if (!whole && length == 0) {
                    return offset;
                }
                take(bytes, whole);
                offset += FrameWriter.HEADER + length;
            }
        } catch (IOException e) {
            // A bad block: what it holds, and what is behind it, is lost and counted.
            return offset;
        }
        return offset;
    }

    private void take(byte[] bytes, boolean whole) {
        if (!whole) {
            damaged++;
            lostBytes += FrameWriter.HEADER + bytes.length;
        } else if (bytes.length == 0) {
            ended = true;
        } else {
            records++;
            visitor.accept(bytes);
        }
    }
}

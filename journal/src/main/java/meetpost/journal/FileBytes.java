package meetpost.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The bytes of a file at any place, read 8 KB at a time. What the medium does not give back is
 * zeros: a bad block costs what it holds. For one thread; blocks.
 */
final class FileBytes implements Closeable {

    private static final int PAGE = 4 << 10;
    private static final int WINDOW = 2 * PAGE;

    /**
     * A medium that refuses more pages of one file is not asked for the rest: each may take
     * seconds.
     */
    private static final int MOST_REFUSALS = 64;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long start;
    private int refusals;

    /** Takes the first {@code size} bytes for all of the file. */
    FileBytes(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static FileBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new FileBytes(channel, channel.size());
    }

    long size() {
        return size;
    }

    /** Of the byte there, or 0 behind the end. */
    byte byteAt(long offset) throws IOException {
        load(offset, 1);
        return window.get((int) (offset - start));
    }

    /** Of the four bytes there, big endian, or fewer and zeros at the end. */
    int intAt(long offset) throws IOException {
        load(offset, Integer.BYTES);
        return window.getInt((int) (offset - start));
    }

    /** A copy; within the file. */
    byte[] bytesAt(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        if (offset >= start && offset + length <= start + window.limit()) {
            window.get((int) (offset - start), bytes);
        } else {
            fill(ByteBuffer.wrap(bytes), offset);
        }
        return bytes;
    }

    /** Adds what is there, within the file, to a checksum. */
    void addTo(CRC32C checksum, long offset, int length) throws IOException {
        long at = offset;
        long end = offset + length;
        while (at < end) {
            load(at, 1);
            int from = (int) (at - start);
            int part = (int) Math.min(end - at, window.limit() - from);
            checksum.update(window.slice(from, part));
            at += part;
        }
    }

    /** Makes the window hold {@code length} bytes from {@code offset} on. */
    private void load(long offset, int length) throws IOException {
        if (offset >= start && offset + length <= start + window.limit()) {
            return;
        }
        start = offset / PAGE * PAGE;
        fill(window.clear(), start);
    }

    /** A page at a time, so that one that is refused costs no other. */
    private void fill(ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            long at = from + into.position();
            int part = (int) Math.min(into.remaining(), PAGE - at % PAGE);
            page(into.slice(into.position(), part), at);
            into.position(into.position() + part);
        }
    }

    private void page(ByteBuffer page, long at) throws IOException {
        int had = 0;
        try {
            while (had < page.limit() && at + had < size && refusals < MOST_REFUSALS) {
                int length = (int) Math.min(page.limit(), size - at);
                int read = channel.read(page.slice(had, length - had), at + had);
                if (read < 0) {
                    break;
                }
                had += read;
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            refusals++;
            had = 0;
        }
        if (had < page.limit()) {
            page.position(had).put(new byte[page.limit() - had]);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

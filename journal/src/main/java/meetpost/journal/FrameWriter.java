package meetpost.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes frames into one new file. For one thread at a time, {@link #force} excepted. */
final class FrameWriter implements Closeable {

    /** Length and checksum. */
    static final int HEADER = 8;

    private final long number;
    private final ByteBuffer buffer;
    private final FileChannel channel;
    private long length;

    /**
     * @param channel of an empty file, to be closed with this
     * @param number part of every checksum
     * @param buffer used by this writer alone while it writes
     */
    FrameWriter(FileChannel channel, long number, ByteBuffer buffer) {
        this.number = number;
        this.buffer = buffer;
        this.channel = channel;
    }

    /** Direct: the channel would otherwise keep a copy as large as the largest record. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(32 * 1024);
    }

    /**
     * Of the frame at {@code offset} of a file. The place is part of it, so that a frame that is
     * found anywhere else (an old block of the disk, a record inside a record) is not taken for
     * one.
     */
    static int checksum(long number, long offset, ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(20)
                        .putLong(number)
                        .putLong(offset)
                        .putInt(bytes.remaining())
                        .flip());
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /** All of them or none: what a failure left behind is cut off, or else written over. */
    void write(List<ByteBuffer> records) throws IOException {
        long before = length;
        buffer.clear();
        try {
            for (ByteBuffer record : records) {
                add(record);
            }
            drain();
        } catch (IOException e) {
            length = before;
            cut(e);
            throw e;
        }
    }

    /** Puts a frame into the buffer, and what has no room there into the file. */
    void add(ByteBuffer record) throws IOException {
        if (buffer.remaining() < HEADER) {
            drain();
        }
        long offset = length + buffer.position();
        buffer.putInt(record.remaining()).putInt(checksum(number, offset, record));
        ByteBuffer rest = record.duplicate();
        if (rest.isDirect() && rest.remaining() > buffer.remaining()) {
            drain();
            put(rest);
        }
        while (rest.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                drain();
            }
            int part = Math.min(buffer.remaining(), rest.remaining());
            buffer.put(rest.slice().limit(part));
            rest.position(rest.position() + part);
        }
    }

    /** Empties the buffer into the file. */
    void drain() throws IOException {
        put(buffer.flip());
        buffer.clear();
    }

    private void put(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            length += channel.write(bytes, length);
        }
    }

    /** Blocks until the medium has what is in the file. Any thread. */
    void force() throws IOException {
        channel.force(false);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    long number() {
        return number;
    }

    /** Of the file. */
    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void cut(IOException failure) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}

package meetpost.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;

/** Writes frames into one new file. For one thread at a time, {@link #force} excepted. */
final class FrameWriter implements Closeable {

    /** What leads a record, {@link MarkedFrames}. */
    static final int HEADER = MarkedFrames.HEAD;

    /** What a medium loses at once. */
    static final int PAGE = 4 << 10;

    private final long number;
    private final ByteBuffer buffer;
    private final FileChannel channel;
    private final int mark;
    private int index;
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
        this.mark = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }

    /** Direct: the channel would otherwise keep a copy as large as the largest record. */
    static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(32 * 1024);
    }

    /** All of them or none: what a failure left behind is cut off, or else written over. */
    void write(List<ByteBuffer> records) throws IOException {
        long before = length;
        int indexBefore = index;
        buffer.clear();
        try {
            for (ByteBuffer record : records) {
                add(record);
            }
            drain();
        } catch (IOException e) {
            length = before;
            index = indexBefore;
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
        int head = MarkedFrames.checksumOfHead(number, offset, mark, index, record.remaining());
        CRC32C bytes = MarkedFrames.checksumOfBytes(number, offset, head);
        bytes.update(record.duplicate());
        buffer.putInt(mark).putInt(index++).putInt(record.remaining()).putInt(head);
        buffer.putInt((int) bytes.getValue());
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

    /**
     * The same, on the next page where it would lie on two and could lie on one: then a page costs
     * no more than what lies on it.
     */
    void addOnOnePage(ByteBuffer record) throws IOException {
        int room = PAGE - (int) ((length + buffer.position()) % PAGE);
        int needed = HEADER + record.remaining();
        if (needed > room && needed <= PAGE) {
            if (buffer.remaining() < room) {
                drain();
            }
            buffer.put(new byte[room]);
        }
        add(record);
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

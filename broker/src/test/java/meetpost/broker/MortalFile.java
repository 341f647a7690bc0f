package meetpost.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file of a {@link MortalMedium}: what a journal does with one, and nothing else. */
final class MortalFile extends FileChannel {

    /** To be done when the file system has it. */
    interface Forced {
        void note() throws IOException;
    }

    private final MortalMedium medium;
    private final Path path;
    private final FileChannel file;
    private final Forced forced;

    MortalFile(MortalMedium medium, Path path, FileChannel file, Forced forced) {
        this.medium = medium;
        this.path = path;
        this.file = file;
        this.forced = forced;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        medium.requireRoom(path);
        return file.write(bytes, position);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    /** What is written meanwhile may be forced too, but need not be. */
    @Override
    public void force(boolean metaData) throws IOException {
        forced.note();
        medium.forces();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int read(ByteBuffer bytes) {
        throw unused();
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) {
        throw unused();
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw unused();
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw unused();
    }

    @Override
    public long position() {
        throw unused();
    }

    @Override
    public FileChannel position(long position) {
        throw unused();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) {
        throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel from, long position, long count) {
        throw unused();
    }

    @Override
    public int read(ByteBuffer bytes, long position) {
        throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw unused();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw unused();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("a journal did not do this when it was written");
    }
}

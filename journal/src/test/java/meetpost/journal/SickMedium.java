package meetpost.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A medium that takes writes, and sometimes cannot be forced. Knows what was forced. */
final class SickMedium implements Medium {

    private final List<String> forced = new ArrayList<>();
    private String failing = "";

    /** The file of this name cannot be forced, until another one is named. */
    void fails(String name) {
        failing = name;
    }

    /** The names of the files that were forced since this was last asked, in their order. */
    List<String> forced() {
        List<String> names = List.copyOf(forced);
        forced.clear();
        return names;
    }

    @Override
    public FileChannel open(Path file, OpenOption... options) throws IOException {
        return new File(FileChannel.open(file, options), file.getFileName().toString());
    }

    /** What a journal does with one, and nothing else. */
    private final class File extends FileChannel {

        private final FileChannel file;
        private final String name;

        File(FileChannel file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            return file.write(bytes, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (name.equals(failing)) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
            forced.add(name);
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

        private UnsupportedOperationException unused() {
            return new UnsupportedOperationException("a journal did not do this");
        }
    }
}

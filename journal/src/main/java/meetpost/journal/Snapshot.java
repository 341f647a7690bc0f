package meetpost.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * State in the making that will replace what was logged before it was begun. Until {@link #commit}
 * has returned, everything that it is to replace is kept. For one thread; it may write while others
 * append to the journal.
 */
public final class Snapshot implements AutoCloseable {

    private final Journal journal;
    private final Folder folder;
    private final long number;
    private final FrameWriter writer;

    Snapshot(Journal journal, Folder folder, long number) throws IOException {
        this.journal = journal;
        this.folder = folder;
        this.number = number;
        this.writer =
                new FrameWriter(
                        folder.create(folder.unfinished(number)), ~number, FrameWriter.buffer());
    }

    /**
     * Adds a record, which is not empty. One that fits a page of 4 KB lies on one page: what a page
     * loses is what lies on it.
     */
    public void add(ByteBuffer bytes) throws IOException {
        writer.addOnOnePage(Journal.requireContent(bytes));
    }

    /** Blocks until the medium has it, and deletes what it replaces. */
    public void commit() throws IOException {
        writer.add(ByteBuffer.allocate(0));
        writer.drain();
        writer.force();
        journal.replace(number, writer.length());
    }

    /** Without a commit: gives it up, and everything stays as it was. */
    @Override
    public void close() throws IOException {
        writer.close();
        folder.deleteIfPossible(folder.unfinished(number));
    }
}

package meetpost.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What the files of a journal hold; those that are damaged are kept when they are replaced. */
record StoredRecords(Folder folder) {

    /**
     * Gives the records of the snapshot and of the segments behind it, oldest first.
     *
     * @param found given each file that was not whole, and what was found in it
     */
    Recovery all(List<Long> segments, Consumer<byte[]> visitor, BiConsumer<Path, Recovery> found)
            throws IOException {
        long base = newestWholeSnapshot();
        Recovery all = Recovery.NONE;
        if (base > 0) {
            all = all.and(told(folder.snapshot(base), snapshot(base, visitor), found));
        }
        for (long segment : segments) {
            if (segment >= base) {
                all = all.and(told(folder.log(segment), segment(segment, visitor), found));
            }
        }
        return all;
    }

    private static Recovery told(Path file, Recovery recovery, BiConsumer<Path, Recovery> found) {
        if (!recovery.whole()) {
            found.accept(file, recovery);
        }
        return recovery;
    }

    Recovery segment(long number, Consumer<byte[]> visitor) throws IOException {
        Path file = folder.log(number);
        return noted(file, new FrameReader(visitor).read(file, number).recovery());
    }

    /** One without its end was whole when it got its name: bytes of it are lost. */
    private Recovery snapshot(long number, Consumer<byte[]> visitor) throws IOException {
        Path file = folder.snapshot(number);
        var reader = new FrameReader(visitor).read(file, ~number);
        Recovery found = reader.recovery();
        if (!reader.ended() && found.damaged() == 0) {
            found = new Recovery(found.records(), 1, found.tornBytes(), 0);
        }
        return noted(file, found);
    }

    private Recovery noted(Path file, Recovery found) {
        if (found.damaged() > 0) {
            folder.keepWhenReplaced(file);
        }
        return found;
    }

    /** 0 if there is no snapshot; the newest one if none is whole. */
    private long newestWholeSnapshot() throws IOException {
        List<Long> numbers = folder.snapshots();
        // An only one is used as it is.
        for (int i = numbers.size() - 1; i >= 0 && numbers.size() > 1; i--) {
            if (snapshot(numbers.get(i), bytes -> {}).whole()) {
                return numbers.get(i);
            }
        }
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }
}

package meetpost.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A journal in a directory of its own, and what can be found there. */
abstract class JournalOnDisk {

    static final int MEGABYTE = 1 << 20;

    final Path directory;

    JournalOnDisk(Path directory) {
        this.directory = directory;
    }

    final Journal open() throws IOException {
        return Journal.open(directory, MEGABYTE);
    }

    final void snapshot(String... records) throws IOException {
        try (Journal journal = open();
                Snapshot snapshot = journal.snapshot()) {
            for (String record : records) {
                snapshot.add(record(record));
            }
            snapshot.commit();
        }
    }

    static ByteBuffer record(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    static void append(Journal journal, String... records) {
        for (String record : records) {
            journal.append(record.getBytes(UTF_8));
        }
    }

    final List<String> replayed() throws IOException {
        List<String> replayed = new ArrayList<>();
        try (Journal journal = open()) {
            journal.replay(bytes -> replayed.add(new String(bytes, UTF_8)));
        }
        return replayed;
    }

    final List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 0x10;
        Files.write(file, bytes);
    }

    static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

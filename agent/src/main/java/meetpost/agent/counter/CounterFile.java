package meetpost.agent.counter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.file.DurableFile;

/** A file of the state directory: {@code counters/water}. */
record CounterFile(Path file) implements CounterStore {

    private static final int LARGEST = 1024;

    CounterFile {
        requireNonNull(file, "file");
    }

    @Override
    public Optional<CounterRecord> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(CounterRecord.of(new String(in.readNBytes(LARGEST), UTF_8)));
        }
    }

    @Override
    public void write(CounterRecord record) throws IOException {
        DurableFile.write(file, record.text());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

package meetpost.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/** The file {@code outputs} of a state directory. */
final class RecordsFile implements RecordsStore {

    /** A hundred commands of each of 26 outputs are an eighth of that. */
    private static final int LARGEST = 1 << 20;

    private static final Pattern LINE_OF_010 = Pattern.compile("([a-z0-9][a-z0-9-]*) (ON|OFF)");

    private final Path directory;
    private final Path file;
    private final Path of010;

    RecordsFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("outputs");
        this.of010 = directory.resolve("output-states");
    }

    @Override
    public Optional<String> read() throws IOException {
        return Files.exists(file) ? Optional.of(text(file)) : Optional.empty();
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it is larger than " + LARGEST + " bytes");
            }
            return new String(bytes, UTF_8);
        }
    }

    @Override
    public Map<String, Boolean> ofVersion010() throws IOException {
        Map<String, Boolean> states = new HashMap<>();
        if (Files.exists(of010)) {
            text(of010).lines().forEach(line -> read(line, states));
        }
        return states;
    }

    private void read(String line, Map<String, Boolean> states) {
        Matcher form = LINE_OF_010.matcher(line);
        if (form.matches()) {
            states.put(form.group(1), form.group(2).equals("ON"));
        } else {
            Logger.warn("{}: a line was ignored, expected such as: pomp ON", of010);
        }
    }

    @Override
    public void write(String text) throws IOException {
        Files.createDirectories(directory);
        Path fresh = directory.resolve("outputs.new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE);
        // Version 0.1.0 would take it for what is true, if it ran here again.
        Files.deleteIfExists(of010);
        try (FileChannel all = FileChannel.open(directory, READ)) {
            all.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

package meetpost.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.file.DurableFile;
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
        DurableFile.write(file, text);
        // Version 0.1.0 would take it for what is true, if it ran here again.
        if (Files.deleteIfExists(of010)) {
            DurableFile.force(directory);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

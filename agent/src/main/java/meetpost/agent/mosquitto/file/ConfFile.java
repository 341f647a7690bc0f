package meetpost.agent.mosquitto.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Lines of a file as Mosquitto reads them (mosquitto.conf(5)), each {@code include_dir} followed by
 * those of its directory. At most 100 files of 1 MB. Used by one thread, which waits for the disk.
 */
public final class ConfFile {

    /** The key of a line that names a directory. */
    public static final String INCLUDE = "include_dir";

    private static final long LONGEST = 1 << 20;
    private static final int MOST_FILES = 100;

    private final BiConsumer<ConfLine, String> problems;
    private int files;

    /**
     * @param problems is told of a directory that is not there: the line, and what is wrong
     */
    public ConfFile(BiConsumer<ConfLine, String> problems) {
        this.problems = requireNonNull(problems, "problems");
    }

    /**
     * All that say something, in their order.
     *
     * @throws IOException if the file cannot be read, or is none; the message is for people
     */
    public List<ConfLine> lines(Path file) throws IOException {
        List<ConfLine> lines = new ArrayList<>();
        for (ConfLine line : own(file)) {
            lines.add(line);
            if (line.is(INCLUDE)) {
                lines.addAll(directory(line));
            }
        }
        return lines;
    }

    /** Files whose name ends in .conf, by their names. */
    private List<ConfLine> directory(ConfLine line) throws IOException {
        List<ConfLine> lines = new ArrayList<>();
        try (Stream<Path> all = Files.list(line.path())) {
            List<Path> chosen =
                    all.filter(each -> each.toString().endsWith(".conf")).sorted().toList();
            for (Path each : chosen) {
                lines.addAll(lines(each));
            }
        } catch (NoSuchFileException e) {
            problems.accept(line, "there is no directory " + line.value());
        } catch (InvalidPathException e) {
            problems.accept(line, "\"" + line.value() + "\" is no path");
        }
        return lines;
    }

    /** Those of one file, without following anything. */
    public List<ConfLine> own(Path file) throws IOException {
        if (++files > MOST_FILES) {
            throw new IOException(file + ": more than " + MOST_FILES + " files are included");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " has more than " + LONGEST + " bytes");
        }
        List<String> texts;
        try {
            texts = Files.readAllLines(file, UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text in UTF-8", e);
        }
        List<ConfLine> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).replace("\uFEFF", "").strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                String[] words = text.split("\\s+", 2);
                String value = words.length > 1 ? words[1].strip() : "";
                lines.add(new ConfLine(file, i + 1, words[0], value));
            }
        }
        return lines;
    }
}

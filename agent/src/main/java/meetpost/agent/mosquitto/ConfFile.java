package meetpost.agent.mosquitto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lines of a file as Mosquitto reads them (mosquitto.conf(5)), with those of its directories. */
final class ConfFile {

    private static final long LONGEST = 1 << 20;
    private static final int MOST_FILES = 100;

    private final Findings findings;
    private int files;

    ConfFile(Findings findings) {
        this.findings = findings;
    }

    /**
     * All that say something, in their order.
     *
     * @throws IOException if the file cannot be read, or is none; the message is for people
     */
    List<ConfLine> lines(Path file) throws IOException {
        List<ConfLine> lines = new ArrayList<>();
        for (ConfLine line : own(file)) {
            if (line.is("include_dir")) {
                lines.addAll(directory(line));
            } else {
                lines.add(line);
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
            findings.problem(line, "there is no directory " + line.value());
        } catch (InvalidPathException e) {
            findings.problem(line, "\"" + line.value() + "\" is no path");
        }
        return lines;
    }

    /** Those of one file, without following anything. */
    List<ConfLine> own(Path file) throws IOException {
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

package meetpost.agent.settings.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** From a file to its text. */
public final class SettingsFile {

    /** A fleet of a thousand sensors fits. */
    private static final int LONGEST = 1 << 20;

    private SettingsFile() {}

    /** The text, perhaps with the mark that some editors put first. */
    public static String text(Path file) throws SettingsException, IOException {
        byte[] bytes = bytes(file);
        if (bytes.length > LONGEST) {
            throw problem(file, 1, 1, "more than 1 MB, expected a settings file");
        }
        CharsetDecoder decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            String before = text.toString();
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            throw problem(
                    file, line, column, "not UTF-8 from here, expected a text file saved as UTF-8");
        }
        return text.toString();
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory, expected a settings file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + ", expected a settings file", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user", e);
        }
    }

    private static SettingsException problem(Path file, int line, int column, String text) {
        return new SettingsException(List.of(new Problem(file.toString(), line, column, text)));
    }
}

package meetpost.agent.settings.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import meetpost.agent.settings.Secret;

/** A file with a password on its one line. */
public final class PasswordText {

    /** No password over MQTT is longer (MQTT 3.1.1 section 3.1.3.5). */
    private static final int LONGEST = 65_535;

    private PasswordText() {}

    /**
     * The password in a file, as settings take it from theirs: all of its one line, spaces too.
     *
     * @throws IOException that names the file and says what is wrong with it
     */
    public static Secret read(Path file) throws IOException {
        try {
            return of(file, ByteBuffer.wrap(SecretFiles.bytes(file)));
        } catch (WrongValue e) {
            throw new IOException(e.text(), e);
        } catch (FileSystemException e) {
            throw new IOException(file + " cannot be read, expected a file with a password", e);
        }
    }

    /** The same of what is in it, without the mark and the line end that editors put there. */
    static Secret of(Path file, ByteBuffer content) throws WrongValue {
        String text;
        try {
            text = UTF_8.newDecoder().decode(content).toString();
        } catch (CharacterCodingException e) {
            throw new WrongValue(file + " is not UTF-8 text, expected a password on one line");
        }
        String password = text.replaceFirst("^\uFEFF", "").replaceFirst("(\r\n|\n|\r)$", "");
        boolean severalLines = password.contains("\n") || password.contains("\r");
        if (password.isEmpty() || password.length() > LONGEST || severalLines) {
            String wrong =
                    password.isEmpty()
                            ? " is empty"
                            : severalLines ? " has several lines" : " is too long";
            throw new WrongValue(file + wrong + ", expected a password on one line");
        }
        return new Secret(password);
    }
}

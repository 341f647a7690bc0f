package meetpost.agent.announce;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import meetpost.agent.file.DurableFile;
import meetpost.agent.json.JsonRefusedException;
import org.tinylog.Logger;

/**
 * {@link Places} in the state directory: written when settings move the board or name a topic that
 * they did not before, so next to never. Where nothing can be kept, the old place's topics stay,
 * and {@code meetpost clean} finds them. Blocks while the medium does.
 */
final class PlacesFile {

    private static final String NAME = "announced.json";
    private static final long LARGEST = 262_144;

    private final Path directory;
    private Places written = Places.NONE;

    /**
     * @param directory the state's; need not be there
     */
    PlacesFile(Path directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    /** What it says; nothing where it is not there or not of this program. */
    Places read() {
        Path file = directory.resolve(NAME);
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it has more than %s bytes".formatted(LARGEST));
            }
            written = Places.read(Files.readString(file));
            return written;
        } catch (NoSuchFileException e) {
            return Places.NONE;
        } catch (IOException | JsonRefusedException e) {
            Logger.warn(
                    "{}: {}; what was announced under another prefix or device id is not known",
                    file,
                    String.valueOf(e.getMessage()));
            return Places.NONE;
        }
    }

    /** Writes it if it says something else. */
    void write(Places places) {
        try {
            if (written.equals(places)) {
                return;
            }
            DurableFile.write(directory.resolve(NAME), places.text());
            written = places;
        } catch (IOException e) {
            Logger.debug("{}: where this board was is not kept: {}", directory, e.toString());
        }
    }
}

package meetpost.agent.advice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.mosquitto.file.ConfLine;

/**
 * The log file of this machine's Mosquitto: why its last start failed, in its own words.
 *
 * @param file often readable for root and Mosquitto only
 */
public record MosquittoLog(Path file) {

    private static final String DESTINATION = "log_dest";
    private static final String FILE = "file ";

    /** {@code 1764496800: Error: Address already in use}; the time is in any form. */
    private static final String ERROR = "Error: ";

    /** {@code mosquitto version 2.0.21 starting}. */
    private static final String STARTING = " starting";

    private static final int LAST_BYTES = 16_384;
    private static final int MOST = 3;

    public MosquittoLog {
        requireNonNull(file, "file");
    }

    /** Where its settings say that it logs to a file. */
    public static Optional<MosquittoLog> of(MosquittoConfig config) {
        return config.all(DESTINATION).stream()
                .map(ConfLine::value)
                .filter(value -> value.startsWith(FILE))
                .map(value -> new MosquittoLog(Path.of(value.substring(FILE.length()).strip())))
                .reduce((first, second) -> second);
    }

    /** What it complained of since it last began to start; none where we may not read it. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (String line : end().lines().toList()) {
            int at = line.indexOf(ERROR);
            if (line.endsWith(STARTING)) {
                errors.clear();
            } else if (at >= 0) {
                errors.add(line.substring(at + ERROR.length()).strip());
            }
        }
        return List.copyOf(errors.subList(Math.max(0, errors.size() - MOST), errors.size()));
    }

    private String end() {
        try (SeekableByteChannel log = Files.newByteChannel(file)) {
            log.position(Math.max(0, log.size() - LAST_BYTES));
            var bytes = ByteBuffer.allocate(LAST_BYTES);
            while (bytes.hasRemaining() && log.read(bytes) >= 0) {
                // More may come.
            }
            return UTF_8.decode(bytes.flip()).toString();
        } catch (IOException e) {
            // It is root's and Mosquitto's, and whoever asks is told to look with sudo.
            return "";
        }
    }
}

package meetpost.broker.pem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs what a person would type, in a directory. */
record OpenSsl(Path directory) {

    /** A line for the shell; gives what it printed. */
    String run(String line) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-ec", line)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), line);
        assertEquals(0, process.exitValue(), line + "\n" + said);
        return said;
    }
}

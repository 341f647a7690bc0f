package meetpost.agent.link;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A real Mosquitto on a free port, with settings of its own. */
public final class Mosquitto implements TestBroker {

    private static final String EVERYBODY = "allow_anonymous true\n";

    private final Path directory;
    private final int port;
    private Process process;

    private Mosquitto(Path directory, String settings) throws Exception {
        this.directory = directory;
        port = freePort();
        Files.writeString(
                conf(),
                "listener %d 127.0.0.1%n".formatted(port)
                        + settings.replace("%DIR%", directory.toString()));
        process = launch();
    }

    /** Lets everybody in, keeps nothing. */
    public static Mosquitto start() throws Exception {
        return with(EVERYBODY);
    }

    /** Lets one user in. */
    public static Mosquitto withUser(String user, String password) throws Exception {
        Path directory = directory();
        Path file = directory.resolve("passwd");
        new ProcessBuilder("mosquitto_passwd", "-c", "-b", file.toString(), user, password)
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        open(file);
        return new Mosquitto(directory, "password_file %DIR%/passwd\n");
    }

    /** Keeps retained messages and sessions over a restart. */
    public static Mosquitto persistent() throws Exception {
        return with(
                EVERYBODY + "persistence true\npersistence_location %DIR%/\nautosave_interval 1\n");
    }

    /** Lets everybody do what these lines of an access list say. */
    public static Mosquitto withAccess(String lines) throws Exception {
        Path directory = directory();
        Path file = directory.resolve("acl");
        Files.writeString(file, lines);
        open(file);
        return new Mosquitto(directory, EVERYBODY + "acl_file %DIR%/acl\n");
    }

    /** Lines of {@code mosquitto.conf} after the listener's; {@code %DIR%} is its directory. */
    public static Mosquitto with(String settings) throws Exception {
        return new Mosquitto(directory(), settings);
    }

    private static Path directory() throws IOException {
        Path directory = Files.createTempDirectory("mosquitto");
        open(directory);
        return directory;
    }

    /** Run by root Mosquitto gives its rights up, and must still read and write. */
    private static void open(Path file) {
        file.toFile().setReadable(true, false);
        file.toFile().setWritable(true, false);
        file.toFile().setExecutable(true, false);
    }

    /**
     * One below those that the kernel gives to outgoing connections (from 32768): else it may be
     * taken while the broker is away.
     */
    public static int freePort() throws IOException {
        var random = new SecureRandom();
        int port = 15_000 + random.nextInt(17_000);
        while (!isFree(port)) {
            port = 15_000 + random.nextInt(17_000);
        }
        return port;
    }

    private static boolean isFree(int port) throws IOException {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    /** SIGTERM: as {@code systemctl stop}. */
    @Override
    public void stop() throws Exception {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGKILL. */
    public void kill() throws Exception {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGSTOP: it is there, and does nothing. */
    public void freeze() throws Exception {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        // The shell's own: a small system has no program of that name.
        new ProcessBuilder("sh", "-c", "kill " + name + " " + process.pid()).start().waitFor();
    }

    /** Again, on the same port. */
    @Override
    public void restart() throws Exception {
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        for (File each : Objects.requireNonNull(directory.toFile().listFiles())) {
            each.delete();
        }
        directory.toFile().delete();
    }

    private Path conf() {
        return directory.resolve("mosquitto.conf");
    }

    private Process launch() throws Exception {
        var started =
                new ProcessBuilder("mosquitto", "-c", conf().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        Eventually.within(10, "Mosquitto listens", this::listens);
        return started;
    }

    private boolean listens() {
        try (var probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

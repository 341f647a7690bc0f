package meetpost.broker.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Mosquitto process of its own, on free ports, with a configuration of its own and nothing kept.
 */
final class MosquittoPeer extends Peer {

    private static final Path PROGRAM = program();

    /** The installed version, {@code 2.0.11}. */
    static final String VERSION = version();

    private final Process process;
    private final Path directory;
    private final int port;
    private final int webSocketPort;

    private MosquittoPeer(Process process, Path directory, int port, int webSocketPort) {
        this.process = process;
        this.directory = directory;
        this.port = port;
        this.webSocketPort = webSocketPort;
    }

    static MosquittoPeer start(House house) throws IOException {
        Path directory = Files.createTempDirectory("mosquitto");
        for (int attempt = 0; attempt < 5; attempt++) {
            List<Integer> ports = freePorts();
            Path settings = directory.resolve("mosquitto.conf");
            Files.writeString(settings, settings(directory, house, ports));
            Process process =
                    new ProcessBuilder(PROGRAM.toString(), "-c", settings.toString())
                            .redirectErrorStream(true)
                            .start();
            if (running(process)) {
                return new MosquittoPeer(process, directory, ports.get(0), ports.get(1));
            }
        }
        throw new IOException("Mosquitto found no free port five times in a row");
    }

    private static String settings(Path directory, House house, List<Integer> ports)
            throws IOException {
        return """
               listener %d 127.0.0.1
               max_connections %d
               listener %d 127.0.0.1
               protocol websockets
               user root
               persistence false
               sys_interval 0
               log_dest stderr
               log_type information
               """
                        .formatted(ports.get(0), house == House.NARROW ? 2 : -1, ports.get(1))
                + house.mosquittoSettings(directory);
    }

    /**
     * Waits for its "running" line; false when it ended instead, as it does when a port is taken.
     */
    private static boolean running(Process process) throws IOException {
        var patience = new CompletableFuture<Void>().orTimeout(10, TimeUnit.SECONDS);
        var unused = patience.exceptionally(late -> end(process));
        var log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = log.readLine();
        while (line != null && !line.endsWith(" running")) {
            line = log.readLine();
        }
        patience.complete(null);
        return line != null;
    }

    private static Void end(Process process) {
        process.destroy();
        return null;
    }

    private static List<Integer> freePorts() throws IOException {
        var ports = new ArrayList<Integer>();
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.add(one.getLocalPort());
            ports.add(two.getLocalPort());
        }
        return ports;
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    protected int webSocketPort() {
        return webSocketPort;
    }

    @Override
    protected void stop() throws IOException {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Debian keeps it in a directory that is not on everybody's path. */
    private static Path program() {
        String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "mosquitto"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Mosquitto proves these tests right and is not installed:"
                                                + " sudo apt install mosquitto"));
    }

    private static String version() {
        try {
            Process help =
                    new ProcessBuilder(PROGRAM.toString(), "-h").redirectErrorStream(true).start();
            String text = new String(help.getInputStream().readAllBytes(), UTF_8);
            Matcher version = Pattern.compile("version ([0-9.]+)").matcher(text);
            return version.find() ? version.group(1) : "of an unknown version";
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + PROGRAM, e);
        }
    }
}

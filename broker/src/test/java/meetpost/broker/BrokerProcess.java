package meetpost.broker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.StorageSettings;

/** A broker in a process of its own, which can be killed. Prints its port. */
final class BrokerProcess {

    private BrokerProcess() {}

    /** With a heap of 64 MB; it keeps its state in {@code directory}. */
    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        var storage =
                new StorageSettings(
                        Path.of(arguments[0]), Duration.ofSeconds(1), Duration.ofMinutes(5));
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(storage);
        var broker = Broker.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println(broker.port());
        Thread.currentThread().join();
    }
}

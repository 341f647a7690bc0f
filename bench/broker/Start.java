import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;

/**
 * How long our broker takes from its start to a client's CONNACK, in a JVM that runs: prints
 * milliseconds, one line for each of so many starts. The first loads the classes.
 *
 * <pre>java Start STARTS</pre>
 */
public final class Start {

    private static final byte[] CONNECT = {
        0x10, 0x0D, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 's'
    };

    public static void main(String[] args) throws IOException {
        for (int n = 0; n < Integer.parseInt(args[0]); n++) {
            long begun = System.nanoTime();
            try (var broker =
                            Broker.start(
                                    new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
                    var client = new Socket("127.0.0.1", broker.port())) {
                client.getOutputStream().write(CONNECT);
                if (client.getInputStream().readNBytes(4)[3] != 0) {
                    throw new IOException("the broker refuses a client");
                }
                System.out.printf("%.1f%n", (System.nanoTime() - begun) / 1e6);
            }
        }
    }
}

package meetpost.agent.link;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;

/** A broker that can be stopped and started on one port: Mosquitto, or ours. */
public interface TestBroker extends AutoCloseable {

    int port();

    /** In order. */
    void stop() throws Exception;

    /** Again, on the same port. */
    void restart() throws Exception;

    @Override
    void close();

    /** Both kinds, by name, for parameterized tests. */
    enum Kind {
        MOSQUITTO,
        OURS;

        public TestBroker start() throws Exception {
            return this == MOSQUITTO ? Mosquitto.start() : new Ours();
        }
    }

    /** Our own, in this process. */
    public final class Ours implements TestBroker {

        private final int port;
        private Broker broker;

        public Ours() throws IOException {
            port = Mosquitto.freePort();
            broker = Broker.start(settings(port));
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void stop() {
            broker.close();
        }

        @Override
        public void restart() throws IOException {
            broker = Broker.start(settings(port));
        }

        @Override
        public void close() {
            broker.close();
        }

        private static BrokerSettings settings(int port) {
            return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:" + port)));
        }
    }
}

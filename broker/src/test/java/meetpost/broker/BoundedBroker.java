package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;

/** A broker with a narrow bound, whose log and counters can be asked. */
final class BoundedBroker implements AutoCloseable {

    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Broker broker;

    private BoundedBroker(Limits limits) throws IOException {
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        broker = Broker.start(settings.with(limits), events::add);
    }

    /** With the bounds that it has by itself. */
    static BoundedBroker usual() throws IOException {
        return new BoundedBroker(Limits.defaults());
    }

    static BoundedBroker with(Limit bound, long value) throws IOException {
        return new BoundedBroker(Limits.defaults().with(bound, value));
    }

    int port() {
        return broker.port();
    }

    BrokerMetrics metrics() {
        return broker.metrics();
    }

    void assertReached(long times, Limit bound) {
        assertEquals(times, metrics().refusals().get(bound));
    }

    void assertHeard(String part) throws InterruptedException {
        List<String> heard = new ArrayList<>();
        for (String event = ""; !event.contains(part); heard.add(event)) {
            event = String.valueOf(events.poll(5, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), () -> part + " is not in " + heard);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}

package meetpost.broker;

import java.net.URI;
import java.util.List;

/**
 * How a broker listens.
 *
 * @param listeners {@code mqtt://127.0.0.1:1883}; port 0 takes a free one
 */
public record BrokerSettings(List<URI> listeners) {

    public BrokerSettings {
        listeners = List.copyOf(listeners);
    }
}

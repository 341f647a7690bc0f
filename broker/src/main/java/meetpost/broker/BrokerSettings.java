package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * How a broker listens, and its bounds.
 *
 * @param listeners {@code mqtt://127.0.0.1:1883}; port 0 takes a free one
 */
public record BrokerSettings(List<URI> listeners, Limits limits) {

    public BrokerSettings {
        listeners = List.copyOf(listeners);
        requireNonNull(limits, "limits");
    }

    /** With all bounds at their defaults. */
    public BrokerSettings(List<URI> listeners) {
        this(listeners, Limits.defaults());
    }

    /** The same, listening elsewhere. */
    public BrokerSettings withListeners(List<URI> others) {
        return new BrokerSettings(others, limits);
    }
}

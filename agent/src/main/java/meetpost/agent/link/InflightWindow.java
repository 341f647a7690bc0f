package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.tinylog.Logger;

/**
 * The publishes of one session that the broker has not acknowledged: never more than a window of
 * them. Paho refuses a publish when its own window is full, but only after it has kept any number
 * of them in memory. Safe for use by several threads.
 */
final class InflightWindow {

    private final int window;
    private final Runnable next;
    private final Set<Flight> flying = new LinkedHashSet<>();

    /**
     * @param next runs after each acknowledgement
     */
    InflightWindow(int window, Runnable next) {
        this.window = window;
        this.next = requireNonNull(next, "next");
    }

    /** A place for one more; empty when the window is full. */
    Optional<Flight> begin(long now, Message message, Runnable acked) {
        synchronized (flying) {
            if (flying.size() >= window) {
                return Optional.empty();
            }
            var flight = new Flight(now, message, acked);
            flying.add(flight);
            return Optional.of(flight);
        }
    }

    /** When the oldest one began. */
    OptionalLong oldest() {
        synchronized (flying) {
            Iterator<Flight> oldest = flying.iterator();
            return oldest.hasNext() ? OptionalLong.of(oldest.next().since) : OptionalLong.empty();
        }
    }

    /** The oldest one. */
    Optional<Message> oldestMessage() {
        synchronized (flying) {
            return flying.stream().findFirst().map(flight -> flight.message);
        }
    }

    /** One publish, as Paho reports on it. */
    final class Flight implements IMqttActionListener {

        private final long since;
        private final Message message;
        private final Runnable acked;

        private Flight(long since, Message message, Runnable acked) {
            this.since = since;
            this.message = requireNonNull(message, "message");
            this.acked = requireNonNull(acked, "acked");
        }

        /** It was never made: its place is free, and it will not be acknowledged. */
        void forget() {
            end();
        }

        @Override
        public void onSuccess(IMqttToken token) {
            if (end()) {
                acked.run();
                next.run();
            }
        }

        /** Only with the end of the session, which the link sees. */
        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            Logger.debug("not acknowledged: {}", cause.getMessage());
        }

        private boolean end() {
            synchronized (flying) {
                return flying.remove(this);
            }
        }
    }
}

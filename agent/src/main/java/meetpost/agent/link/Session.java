package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import meetpost.agent.link.InflightWindow.Flight;
import meetpost.agent.link.NoSessionException.Reason;
import meetpost.agent.time.Ticks;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.logging.LoggerFactory;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.tinylog.Logger;

/**
 * One MQTT 3.1.1 session, clean, over one wire: from CONNECT until the wire breaks or is closed.
 * Uses the Paho client, a new one for each session, so that nothing of a session that has ended is
 * left for the next.
 *
 * <p>{@link #open}, {@link #ping}, {@link #leave} and {@link #close} are for one thread; the rest
 * is for any.
 */
public final class Session {

    /** Publishes that may be without acknowledgement. */
    public static final int WINDOW = 20;

    /**
     * Paho checks its own window before ours can be released: it must never be the narrower one.
     */
    private static final int PAHO_WINDOW = WINDOW + 12;

    private static final Object NO_CONTEXT = new Object();

    /** Paho stops its threads by polling, 100 ms each. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);

    static {
        LoggerFactory.setLogger(SilentLogger.class.getName());
    }

    private final Wire wire;
    private final ConnectOptions hello;
    private final Ticks ticks;
    private final PacketGate gate;
    private final PacketWriter writer;
    private final Pinger pinger;
    private final MqttAsyncClient client;
    private final InflightWindow flights;
    private final UnansweredSubscribes unanswered = new UnansweredSubscribes();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    private volatile long lastHeard;
    private volatile long lastSent;

    /**
     * @param wire is open; the session closes it
     * @param changed runs when the session ended; must not block
     */
    Session(
            Wire wire,
            ConnectOptions hello,
            MessageListener listener,
            Runnable changed,
            Ticks ticks)
            throws IOException {
        this.wire = requireNonNull(wire, "wire");
        this.hello = requireNonNull(hello, "hello");
        this.ticks = requireNonNull(ticks, "ticks");
        lastHeard = ticks.now();
        lastSent = lastHeard;
        // SilentListener can guess it, and so nobody send it.
        byte[] mark = UUID.randomUUID().toString().getBytes(US_ASCII);
        gate = new PacketGate(wire.in(), hello.largest(), mark, () -> lastHeard = ticks.now());
        writer =
                new PacketWriter(
                        hello.bridge() ? new BridgeBit(wire.out()) : wire.out(),
                        gate::spoken,
                        () -> lastSent = ticks.now());
        pinger = new Pinger(writer);
        try {
            // Never used, as the wire is connected; and Paho cannot parse every host's name.
            client =
                    new MqttAsyncClient(
                            "tcp://127.0.0.1:1883",
                            hello.clientId(),
                            new MemoryPersistence(),
                            new NoPings());
        } catch (MqttException e) {
            throw new IOException("the MQTT client does not start: " + e.getMessage(), e);
        }
        var callbacks =
                new Callbacks(
                        mark,
                        listener,
                        cause -> {
                            ended.complete(cause);
                            changed.run();
                        },
                        client::messageArrivedComplete);
        flights = new InflightWindow(WINDOW, callbacks::acknowledge);
        client.setManualAcks(true);
        client.setCallback(callbacks);
    }

    /** Blocks until the broker has given us a session, or refused it, or for {@code max}. */
    void open(Duration max) throws IOException {
        var answer = new CompletableFuture<Boolean>();
        try {
            client.connect(options(), NO_CONTEXT, answered(answer));
            answer.get(max.toNanos(), TimeUnit.NANOSECONDS);
        } catch (MqttException e) {
            throw refused(e);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new NoSessionException(Reason.SILENT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** As {@link PublishChannel#publish}. */
    boolean publish(Message message, Runnable acked) {
        Optional<Flight> place =
                ended.isDone() ? Optional.empty() : flights.begin(ticks.now(), message, acked);
        if (place.isEmpty()) {
            return false;
        }
        try {
            client.publish(
                    message.topic(),
                    message.payload(),
                    message.qos(),
                    message.isRetained(),
                    NO_CONTEXT,
                    place.get());
            return true;
        } catch (MqttException e) {
            Logger.debug("not published yet: {}", e.getMessage());
            place.get().forget();
            return false;
        } catch (IllegalArgumentException e) {
            place.get().forget();
            throw e;
        }
    }

    /** As {@link PublishChannel#isBridge}. */
    boolean isBridge() {
        return hello.bridge();
    }

    /**
     * As {@link PublishChannel#subscribe}.
     *
     * @param told is told once the broker has answered, and which filters it refuses
     */
    void subscribe(Collection<String> filters, int level, Consumer<List<String>> told)
            throws IOException {
        try {
            unanswered.send(client, List.copyOf(filters), level, told);
        } catch (MqttException e) {
            throw new IOException("the connection broke while subscribing", e);
        }
    }

    /** Has a PINGREQ sent, soon. The answer is bytes that come in, like any. Does not block. */
    void ping() {
        pinger.ping();
    }

    /** Whether bytes of the broker's wait to be read. */
    boolean hasUnread() {
        return wire.hasUnread();
    }

    /** The tick at which bytes last came in. */
    long lastHeard() {
        return lastHeard;
    }

    /** The tick at which bytes last went out. */
    long lastSent() {
        return lastSent;
    }

    /** When the oldest publish was made that is not acknowledged. */
    OptionalLong waitingSince() {
        return flights.oldest();
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    /** Why it ended, where that was not our doing. */
    String why() {
        return gate.failure()
                .map(failure -> "the broker's end: " + failure.getMessage())
                .orElse("the broker closed it");
    }

    /** The oldest SUBSCRIBE that is not answered, or else the oldest PUBLISH. Also afterwards. */
    Optional<Unanswered> unanswered() {
        return unanswered.oldest().or(() -> flights.oldestMessage().map(Unanswered::publish));
    }

    /** Says DISCONNECT, so that the broker keeps the will to itself, and closes. */
    void leave(Duration max) {
        pinger.close();
        try {
            client.disconnect(0L).waitForCompletion(Math.max(1, max.toMillis()));
            ended.complete(new IOException("left"));
        } catch (MqttException e) {
            Logger.debug("left without a DISCONNECT: {}", e.getMessage());
        }
        close();
    }

    /** Ends it at once, and Paho's threads with it. */
    void close() {
        wire.close();
        pinger.close();
        try {
            // Paho sees the wire break and stops its threads itself. Told to while it is still
            // starting them, it would leave one behind.
            ended.get(ENDS_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            force();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            Logger.debug("the MQTT client did not close: {}", e.getMessage());
        }
    }

    private void force() {
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            Logger.debug("the MQTT client did not stop: {}", e.getMessage());
        }
    }

    private MqttConnectOptions options() {
        var options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setMaxInflight(PAHO_WINDOW);
        options.setSocketFactory(new PahoSocket(wire, gate, writer).factory());
        hello.sayIn(options);
        return options;
    }

    private IMqttActionListener answered(CompletableFuture<Boolean> answer) {
        return new IMqttActionListener() {

            @Override
            public void onSuccess(IMqttToken token) {
                answer.complete(true);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                ended.complete(cause);
                answer.completeExceptionally(cause);
            }
        };
    }

    private IOException refused(Throwable cause) {
        if (gate.failure().isPresent()) {
            return gate.failure().get();
        }
        int code = cause instanceof MqttException refusal ? refusal.getReasonCode() : 0;
        return new NoSessionException(Reason.of(code), cause);
    }
}

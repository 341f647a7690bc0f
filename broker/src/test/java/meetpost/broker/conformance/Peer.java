package meetpost.broker.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A broker under test, with nobody connected and nothing retained. */
public abstract class Peer implements Closeable {

    /** So busy no machine is. */
    private static final int PATIENCE_MS = 60_000;

    /** For what is known not to come. */
    private static final int SHORT_PATIENCE_MS = 5_000;

    private final List<Closeable> wires = new ArrayList<>();
    private int patience = PATIENCE_MS;

    /** Something will not come, as is known: it is not waited for long. */
    final void deviates() {
        patience = SHORT_PATIENCE_MS;
    }

    /** Port of the MQTT listener on loopback. */
    protected abstract int port();

    /** Port of the WebSocket listener on loopback. */
    protected abstract int webSocketPort();

    /** A connection on which nothing was said yet. */
    public final Wire open() {
        var wire = new Wire(port(), patience);
        wires.add(wire);
        return wire;
    }

    /** A WebSocket connection that asks for {@code subprotocols}. */
    public final WebSocketWire openWebSocket(String subprotocols) {
        var wire = new WebSocketWire(webSocketPort(), subprotocols, patience);
        wires.add(wire);
        return wire;
    }

    /** MQTT 3.1.1, clean session, keep-alive 60 s, accepted. */
    public final Wire client(String id) {
        return open().send(connect("04 02", id)).expect("20 02 00 00");
    }

    /** MQTT 3.1.1, session kept, keep-alive 60 s; a new session. */
    public final Wire lasting(String id) {
        return open().send(connect("04 00", id)).expect("20 02 00 00");
    }

    /** MQTT 3.1.1, session kept, keep-alive 60 s; the session was there. */
    public final Wire resumed(String id) {
        return open().send(connect("04 00", id)).expect("20 02 01 00");
    }

    /** A client that has subscribed to {@code filter} (one ASCII text) at {@code qos}. */
    public final Wire subscriber(String id, String filter, int qos) {
        return subscribe(client(id), filter, qos);
    }

    /** Subscribes with packet id 1. */
    public static Wire subscribe(Wire wire, String filter, int qos) {
        int length = filter.length();
        return wire.send(
                        "82 %02x 00 01 00 %02x '%s' %02x"
                                .formatted(length + 5, length, filter, qos))
                .expect("90 03 00 01 %02x".formatted(qos));
    }

    private static String connect(String levelAndFlags, String id) {
        byte[] text = id.getBytes(UTF_8);
        return "10 %02x 00 04 'MQTT' %s 00 3c 00 %02x %s"
                .formatted(
                        text.length + 12,
                        levelAndFlags,
                        text.length,
                        HexFormat.of().formatHex(text));
    }

    @Override
    public final void close() throws IOException {
        for (Closeable wire : wires) {
            wire.close();
        }
        stop();
    }

    /** Ends the broker. */
    protected abstract void stop() throws IOException;
}

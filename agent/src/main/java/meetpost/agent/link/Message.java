package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/** What is published: a payload for a topic. */
public final class Message {

    private final String topic;
    private final byte[] payload;
    private final int qos;
    private final boolean retained;

    private Message(String topic, byte[] payload, int qos, boolean retained) {
        this.topic = requireNonNull(topic, "topic");
        this.payload = payload.clone();
        this.qos = qos;
        this.retained = retained;
    }

    /** Stays on the broker for those who come later. */
    public static Message retained(String topic, String payload, int qos) {
        return new Message(topic, payload.getBytes(UTF_8), qos, true);
    }

    /** For those who listen now; QoS 1. */
    public static Message passing(String topic, String payload) {
        return new Message(topic, payload.getBytes(UTF_8), 1, false);
    }

    /** Somebody else's bytes. */
    public static Message of(String topic, byte[] payload, int qos, boolean retained) {
        return new Message(topic, payload, qos, retained);
    }

    public String topic() {
        return topic;
    }

    public byte[] payload() {
        return payload.clone();
    }

    /** Bytes of the payload. */
    public int size() {
        return payload.length;
    }

    /** 0, 1 or 2. */
    public int qos() {
        return qos;
    }

    public boolean isRetained() {
        return retained;
    }

    @Override
    public String toString() {
        return topic + " " + new String(payload, UTF_8);
    }
}

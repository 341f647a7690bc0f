package meetpost.simulator.fleet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A control packet of MQTT 3.1.1 that came in.
 *
 * @param type section 2.2.1
 * @param flags section 2.2.2
 * @param body after the fixed header
 */
record Packet(int type, int flags, ByteBuffer body) {

    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int SUBACK = 9;

    /** Of a PUBLISH: 0, 1 or 2. */
    int qos() {
        return (flags >> 1) & 3;
    }

    /** Of a PUBLISH: whether it was stored before we subscribed. */
    boolean retained() {
        return (flags & 1) != 0;
    }

    /** The text that comes next in the body. */
    String text() {
        byte[] bytes = new byte[word()];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The two bytes that come next in the body. */
    int word() {
        return body.getShort() & 0xFFFF;
    }

    /** The rest of the body. */
    String rest() {
        return StandardCharsets.UTF_8.decode(body).toString();
    }
}

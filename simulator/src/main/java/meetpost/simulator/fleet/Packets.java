package meetpost.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** Writes control packets of MQTT 3.1.1; clause numbers are those of the OASIS standard. */
final class Packets {

    private static final byte[] PROTOCOL = {0, 4, 'M', 'Q', 'T', 'T', 4};
    private static final int CLEAN_SESSION = 0x02;
    private static final int WILL_RETAINED_QOS_1 = 0x2C;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Packets() {}

    /**
     * Section 3.1, with a clean session.
     *
     * @param will the topic on which {@code offline} is to be published, retained
     */
    static byte[] connect(String client, int keepAlive, Optional<String> will, Login login) {
        int flags = CLEAN_SESSION;
        flags |= will.isPresent() ? WILL_RETAINED_QOS_1 : 0;
        flags |= login.username().isPresent() ? USER_NAME : 0;
        flags |= login.password().isPresent() ? PASSWORD : 0;
        var packet = new Packets();
        packet.body.writeBytes(PROTOCOL);
        packet.body.write(flags);
        packet.word(keepAlive).text(client);
        will.ifPresent(topic -> packet.text(topic).text("offline"));
        login.username().ifPresent(packet::text);
        login.password().ifPresent(secret -> packet.text(secret.value()));
        return packet.framed(0x10);
    }

    /** Section 3.3, at QoS 1. */
    static byte[] publish(String topic, String payload, boolean retain, int id) {
        var packet = new Packets().text(topic).word(id);
        packet.body.writeBytes(payload.getBytes(UTF_8));
        return packet.framed(retain ? 0x33 : 0x32);
    }

    /** Section 3.4. */
    static byte[] acknowledge(int id) {
        return new Packets().word(id).framed(0x40);
    }

    /** Section 3.8, at QoS 1. */
    static byte[] subscribe(List<String> filters, int id) {
        var packet = new Packets().word(id);
        for (String filter : filters) {
            packet.text(filter).body.write(1);
        }
        return packet.framed(0x82);
    }

    /** Section 3.12. */
    static byte[] ping() {
        return new Packets().framed(0xC0);
    }

    /** Section 3.14. */
    static byte[] disconnect() {
        return new Packets().framed(0xE0);
    }

    private Packets text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        word(bytes.length);
        body.writeBytes(bytes);
        return this;
    }

    private Packets word(int word) {
        body.write(word >> 8);
        body.write(word);
        return this;
    }

    private byte[] framed(int header) {
        var packet = new ByteArrayOutputStream(body.size() + 5);
        packet.write(header);
        int length = body.size();
        // Section 2.2.3.
        while (length > 127) {
            packet.write((length & 127) | 128);
            length >>= 7;
        }
        packet.write(length);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }
}

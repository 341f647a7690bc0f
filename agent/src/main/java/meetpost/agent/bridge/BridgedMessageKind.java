package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.link.Message;
import meetpost.agent.outbox.Kind;

/** Messages over a bridge, by topic: those of one topic keep their order. */
record BridgedMessageKind(String bridge) implements Kind<BridgedMessage> {

    private static final int RETAINED = 1;
    private static final int QOS_0 = 2;

    @Override
    public String place() {
        return "bridge " + bridge;
    }

    /** A reading is taken to have a kilobyte. */
    @Override
    public int weight(BridgedMessage crossing) {
        return 1 + crossing.message().size() / 1024;
    }

    @Override
    public String name() {
        return "message";
    }

    @Override
    public String source(BridgedMessage crossing) {
        return crossing.message().topic();
    }

    @Override
    public Instant time(BridgedMessage crossing) {
        return crossing.time();
    }

    @Override
    public BridgedMessage corrected(BridgedMessage crossing, Instant time, boolean known) {
        return new BridgedMessage(crossing.message(), crossing.path(), time);
    }

    @Override
    public void write(BridgedMessage crossing, DataOutputStream out) throws IOException {
        Message message = crossing.message();
        out.writeLong(crossing.time().toEpochMilli());
        out.writeByte((message.isRetained() ? RETAINED : 0) | (message.qos() == 0 ? QOS_0 : 0));
        write(message.topic().getBytes(UTF_8), out);
        write(message.payload(), out);
        out.writeInt(crossing.path().size());
        for (String direction : crossing.path()) {
            write(direction.getBytes(UTF_8), out);
        }
    }

    @Override
    public BridgedMessage read(DataInputStream in) throws IOException {
        Instant time = Instant.ofEpochMilli(in.readLong());
        int flags = in.readByte();
        String topic = new String(bytes(in), UTF_8);
        byte[] payload = bytes(in);
        int directions = in.readInt();
        List<String> path = new ArrayList<>();
        for (int i = 0; i < directions; i++) {
            path.add(new String(bytes(in), UTF_8));
        }
        int qos = (flags & QOS_0) == 0 ? 1 : 0;
        boolean retained = (flags & RETAINED) != 0;
        return new BridgedMessage(Message.of(topic, payload, qos, retained), path, time);
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException(length + " bytes, and there are " + in.available());
        }
        return in.readNBytes(length);
    }
}

package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Sets the bit in a CONNECT by which Mosquitto knows a bridge: the highest of the protocol level
 * (MQTT 3.1.1 section 3.1.2.2). The library offers no way to. Used by one thread.
 */
final class BridgeBit extends OutputStream {

    private static final int BIT = 0x80;

    /** Length and messages of {@code MQTT}. */
    private static final int NAME = 6;

    private final OutputStream out;
    private boolean set;

    BridgeBit(OutputStream out) {
        this.out = requireNonNull(out, "out");
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** The first write has the whole of a CONNECT's header in it. */
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (set) {
            out.write(bytes, from, length);
            return;
        }
        set = true;
        byte[] connect = new byte[length];
        System.arraycopy(bytes, from, connect, 0, length);
        int level = 1;
        while ((connect[level] & 0x80) != 0) {
            level++;
        }
        connect[level + 1 + NAME] |= (byte) BIT;
        out.write(connect, 0, length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}

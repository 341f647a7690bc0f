package meetpost.broker;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The frames of what is being delivered, each made when the first subscriber needs it. */
final class Frames {

    private static final int KINDS = 2 * 3 * 2;

    private final ByteBufAllocator allocator;
    private final Frame[] made = new Frame[KINDS];
    private final List<Frame> others = new ArrayList<>();
    private @Nullable Message message;
    private long now;

    Frames(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Starts with another message. */
    void of(Message next, long atTick) {
        clear();
        message = next;
        now = atTick;
    }

    /** Starts with messages that come one at a time. */
    void now(long tick) {
        now = tick;
    }

    /** Lets go of all frames: what is still to be sent of them stays until it is. */
    void clear() {
        if (message != null) {
            for (Frame frame : made) {
                if (frame != null) {
                    frame.release();
                }
            }
            Arrays.fill(made, null);
            message = null;
        }
        if (!others.isEmpty()) {
            others.forEach(Frame::release);
            others.clear();
        }
    }

    Frame frame(Message wanted, boolean mqtt5, int qos, boolean retain, int[] identifiers) {
        if (wanted != message || (mqtt5 && identifiers.length > 0)) {
            Frame one = make(wanted, mqtt5, qos, retain, identifiers);
            others.add(one);
            return one;
        }
        int kind = (mqtt5 ? 6 : 0) + qos * 2 + (retain ? 1 : 0);
        Frame frame = made[kind];
        if (frame == null) {
            frame = make(wanted, mqtt5, qos, retain, identifiers);
            made[kind] = frame;
        }
        return frame;
    }

    private Frame make(Message of, boolean mqtt5, int qos, boolean retain, int[] identifiers) {
        return new Frame(of, mqtt5, qos, retain, identifiers, now, allocator);
    }
}

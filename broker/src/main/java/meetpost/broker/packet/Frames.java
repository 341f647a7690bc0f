package meetpost.broker.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;

/**
 * The frames of what is being delivered, each made when the first subscriber needs it. What is
 * large is put into direct memory once in a round, also for those that it reaches one at a time.
 */
public final class Frames {

    private static final int KINDS = 2 * 3 * 2;

    private final ByteBufAllocator allocator;
    private final Frame[] made = new Frame[KINDS];
    private final List<Frame> others = new ArrayList<>();
    private final IdentityHashMap<Message, ByteBuf> payloads = new IdentityHashMap<>();
    private @Nullable Message message;
    private long now;

    public Frames(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Starts with another message. */
    public void of(Message next, long atTick) {
        clear();
        message = next;
        now = atTick;
    }

    /** Starts with messages that come one at a time. */
    public void now(long tick) {
        now = tick;
    }

    /** Lets go of all frames: what is still to be sent of them stays until it is. */
    public void clear() {
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

    /** What goes out in the next round is put there anew. */
    public void endRound() {
        if (!payloads.isEmpty()) {
            payloads.values().forEach(ByteBuf::release);
            payloads.clear();
        }
    }

    public Frame frame(Message wanted, boolean mqtt5, int qos, boolean retain, int[] identifiers) {
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
        return new Frame(of, mqtt5, qos, retain, identifiers, now, shared(of));
    }

    private ByteBuf shared(Message of) {
        return of.payload().length < Frame.LARGE
                ? Unpooled.EMPTY_BUFFER
                : payloads.computeIfAbsent(of, this::direct).retainedDuplicate();
    }

    private ByteBuf direct(Message of) {
        return allocator.directBuffer(of.payload().length).writeBytes(of.payload());
    }
}

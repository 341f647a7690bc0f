package meetpost.broker;

import java.util.Arrays;

/**
 * The frames of the message that is being delivered, each made when the first subscriber needs it.
 */
final class Frames {

    private static final int KINDS = 2 * 3 * 2;

    private final Frame[] made = new Frame[KINDS];
    private @Nullable Message message;
    private long now;

    /** Starts with another message. */
    void of(Message next, long atTick) {
        if (message != next) {
            Arrays.fill(made, null);
            message = next;
        }
        now = atTick;
    }

    /** Starts with messages that come one at a time. */
    void now(long tick) {
        now = tick;
    }

    /** Lets go of the message, so that it does not outlive its delivery. */
    void clear() {
        Arrays.fill(made, null);
        message = null;
    }

    Frame frame(Message wanted, boolean mqtt5, int qos, boolean retain, int[] identifiers) {
        if (wanted != message || (mqtt5 && identifiers.length > 0)) {
            return new Frame(wanted, mqtt5, qos, retain, identifiers, now);
        }
        int kind = (mqtt5 ? 6 : 0) + qos * 2 + (retain ? 1 : 0);
        Frame frame = made[kind];
        if (frame == null) {
            frame = new Frame(wanted, mqtt5, qos, retain, identifiers, now);
            made[kind] = frame;
        }
        return frame;
    }
}

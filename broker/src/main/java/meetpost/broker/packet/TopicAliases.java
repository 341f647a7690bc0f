package meetpost.broker.packet;

import java.util.HashMap;
import java.util.Map;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;

/**
 * Writes PUBLISH to one client, with a number for its topic where the client takes that, MQTT 5
 * section 3.3.2.3.4. The first topics that are sent to it get one, for as long as it is connected.
 */
public final class TopicAliases {

    /** However many a client takes: what they hold is the broker's memory. */
    private static final int MOST = 64;

    /** The property, and what it may add to two lengths. */
    private static final int COST = 5;

    /** About what one takes of the heap beside the topic's name. */
    private static final int WEIGHT = 120;

    private final PacketOutput output;
    private final Holding holding;
    private final int most;
    private final long maximumPacketSize;
    private final Map<String, Integer> numbers = new HashMap<>(0);

    /**
     * @param holding what the client makes the broker hold
     * @param most how many the client takes
     * @param maximumPacketSize that the client takes, in bytes
     */
    public TopicAliases(PacketOutput output, Holding holding, long most, long maximumPacketSize) {
        this.output = output;
        this.holding = holding;
        this.most = (int) Math.min(MOST, most);
        this.maximumPacketSize = maximumPacketSize;
    }

    /** QoS 0. */
    public void write(Frame frame) {
        if (!aliased(frame, 0, false)) {
            frame.write(output);
        }
    }

    /** QoS 1 and 2. */
    public void write(Frame frame, int packetId, boolean again) {
        if (!aliased(frame, packetId, again)) {
            frame.write(output, packetId, again);
        }
    }

    private boolean aliased(Frame frame, int packetId, boolean again) {
        // A shorter topic is shorter than its alias.
        if (most == 0 || frame.topic().length() < COST) {
            return false;
        }
        Integer known = numbers.get(frame.topic());
        if (known != null) {
            frame.writeAliased(output, packetId, again, known, false);
            return true;
        }
        if (numbers.size() == most || frame.size() + COST > maximumPacketSize) {
            return false;
        }
        if (!holding.take(Use.CONNECTIONS, WEIGHT + 2L * frame.topic().length())) {
            return false;
        }
        int number = numbers.size() + 1;
        numbers.put(frame.topic(), number);
        frame.writeAliased(output, packetId, again, number, true);
        return true;
    }
}

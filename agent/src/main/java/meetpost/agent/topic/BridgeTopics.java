package meetpost.agent.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The topics by which bridges know of each other. They take no prefix and no other name for their
 * first level, else bridges of differently set up boards would not: {@code
 * apparaten/<device>/bridges/<bridge>/…}.
 *
 * @param device this board's id
 */
public record BridgeTopics(String device) {

    /** What every bridge subscribes to at both ends. */
    public static final String FILTER = "apparaten/+/bridges/#";

    private static final String FIRST = "apparaten/";
    private static final String TREE = "/bridges/";
    private static final String READS = "/reads";
    private static final String BRINGS = "/brings";

    public BridgeTopics {
        requireNonNull(device, "device");
    }

    /** {@code online} or {@code offline}, at the far end: also the last will's. */
    public String status(String bridge) {
        return of(bridge) + Topics.STATUS;
    }

    /**
     * What a direction takes from the broker that this is on, as long as it does.
     *
     * @param direction {@code out} or {@code in}
     */
    public String reads(String bridge, String direction) {
        return of(bridge) + "/" + direction + READS;
    }

    /** What a direction says of the message that it publishes next. */
    public String brings(String bridge, String direction) {
        return of(bridge) + "/" + direction + BRINGS;
    }

    /** Which bridge of this board a topic is of. */
    public Optional<String> bridge(String topic) {
        String before = of("");
        if (!topic.startsWith(before)) {
            return Optional.empty();
        }
        int end = topic.indexOf('/', before.length());
        return end > before.length()
                ? Optional.of(topic.substring(before.length(), end))
                : Optional.empty();
    }

    /** Whether a topic is of those that a bridge of this board retains. */
    public boolean isRetained(String topic) {
        return bridge(topic)
                .filter(
                        name ->
                                List.of(status(name), reads(name, "out"), reads(name, "in"))
                                        .contains(topic))
                .isPresent();
    }

    /** Whether a topic is one of these, of whatever device: they never cross a bridge. */
    public static boolean areThese(String topic) {
        if (!topic.startsWith(FIRST)) {
            return false;
        }
        int device = topic.indexOf('/', FIRST.length());
        return device > 0 && topic.startsWith(TREE, device);
    }

    /** Which of the two above a topic is. */
    public static Optional<Kind> kind(String topic) {
        boolean ours = areThese(topic);
        if (ours && topic.endsWith(READS)) {
            return Optional.of(Kind.READS);
        }
        return ours && topic.endsWith(BRINGS) ? Optional.of(Kind.BRINGS) : Optional.empty();
    }

    private String of(String bridge) {
        return FIRST + device + TREE + bridge;
    }

    /** What bridges tell each other. */
    public enum Kind {
        READS,
        BRINGS
    }
}

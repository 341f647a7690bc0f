package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Two boards that claim the same topics.
 *
 * @param self this board
 * @param other the other one
 * @param ours whether this one has them
 * @param topics of this board's claims, at least one, in their order
 * @param prefix of this board's topics, as it is
 */
public record Conflict(Board self, Board other, boolean ours, List<String> topics, String prefix) {

    private static final int MOST_SHOWN = 3;

    public Conflict {
        requireNonNull(self, "self");
        requireNonNull(other, "other");
        topics = List.copyOf(topics);
        requireNonNull(prefix, "prefix");
    }

    /** What is so, and what to type, on one line. */
    public String text() {
        String both = "both %s and %s (this one) claim %s".formatted(other, self, shownTopics());
        return ours
                ? "%s: this one has %s, the other publishes nothing there and obeys no command; %s"
                        .formatted(both, it(), instead(other))
                : "%s: the other one has %s, this one publishes nothing there and obeys no command; %s"
                        .formatted(both, it(), instead(self));
    }

    /** The line of settings that ends it: {@code topic-prefix: zolder-pi/}. */
    public String line() {
        return line(ours ? other : self);
    }

    private String it() {
        return topics.size() == 1 ? "it" : "them";
    }

    private String shownTopics() {
        String some = String.join(", ", topics.subList(0, Math.min(MOST_SHOWN, topics.size())));
        return topics.size() <= MOST_SHOWN
                ? some
                : some + " and " + (topics.size() - MOST_SHOWN) + " more";
    }

    private String instead(Board loser) {
        return "to give %s topics of its own, put into its settings: %s"
                .formatted(
                        loser.device(),
                        other.device().equals(self.device())
                                ? "device: {id: " + line(loser).substring(4) + "}"
                                : "mqtt: {" + line(loser) + "}");
    }

    private String line(Board loser) {
        return other.device().equals(self.device())
                ? "id: " + loser.device() + "-" + loser.hash()
                : "topic-prefix: " + prefix + loser.device() + "/";
    }
}

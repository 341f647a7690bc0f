package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A packet that a session sent and the broker has not answered. A broker closes the connection of
 * who sends what its rules forbid, and MQTT 3.1.1 gives it no way to say why.
 *
 * @param packet what it is and for which topics: the same in each session
 * @param details in brackets behind it; may be empty
 */
record Unanswered(String packet, String details) {

    private static final int SHOWN = 3;

    Unanswered {
        requireNonNull(packet, "packet");
        requireNonNull(details, "details");
    }

    static Unanswered subscribe(List<String> filters) {
        int shown = filters.size() <= SHOWN ? filters.size() - 1 : SHOWN;
        String last =
                filters.size() <= SHOWN
                        ? filters.get(filters.size() - 1)
                        : (filters.size() - SHOWN) + " more";
        String first = String.join(", ", filters.subList(0, shown));
        return new Unanswered(
                "a SUBSCRIBE to " + (first.isEmpty() ? last : first + " and " + last), "");
    }

    static Unanswered publish(Message message) {
        return new Unanswered(
                "a PUBLISH on " + message.topic(),
                message.size()
                        + " bytes, QoS "
                        + message.qos()
                        + (message.isRetained() ? ", retained" : ""));
    }

    /** Whether it is the same packet of another session. */
    boolean isLike(Unanswered other) {
        return packet.equals(other.packet());
    }

    @Override
    public String toString() {
        return details.isEmpty() ? packet : packet + " (" + details + ")";
    }
}

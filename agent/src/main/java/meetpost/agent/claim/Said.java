package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

/** A question or an answer that is to be published, not retained. */
public record Said(String topic, String payload) {

    public Said {
        requireNonNull(topic, "topic");
        requireNonNull(payload, "payload");
    }
}

package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How a session ended.
 *
 * @param why in words
 * @param unanswered the oldest packet that the broker had not answered
 */
record SessionEnd(By by, String why, Optional<Unanswered> unanswered) {

    enum By {
        BROKER,
        /** Nothing came from the broker any more. */
        US,
        CHOICE
    }

    SessionEnd {
        requireNonNull(by, "by");
        requireNonNull(why, "why");
        requireNonNull(unanswered, "unanswered");
    }

    /** One that is our own doing. */
    SessionEnd(By by, String why) {
        this(by, why, Optional.empty());
    }

    /** It broke. */
    static SessionEnd broken(Session session) {
        Optional<Unanswered> unanswered = session.unanswered();
        return new SessionEnd(
                By.BROKER,
                session.why()
                        + unanswered.map(packet -> " with " + packet + " unanswered").orElse(""),
                unanswered);
    }
}

package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

/**
 * How a session ended.
 *
 * @param why in words
 */
record SessionEnd(By by, String why) {

    enum By {
        BROKER,
        /** Nothing came from the broker any more. */
        US,
        CHOICE
    }

    SessionEnd {
        requireNonNull(by, "by");
        requireNonNull(why, "why");
    }
}

package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

/**
 * This board.
 *
 * @param session of this start of the program
 * @param prefix before all topics; may be empty
 * @param devices root of all devices' topics, the prefix included: {@code apparaten/}
 */
public record Self(Board board, String session, String prefix, String devices) {

    public Self {
        requireNonNull(board, "board");
        requireNonNull(session, "session");
        requireNonNull(prefix, "prefix");
        requireNonNull(devices, "devices");
    }
}

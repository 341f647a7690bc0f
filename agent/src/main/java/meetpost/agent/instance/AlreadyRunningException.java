package meetpost.agent.instance;

import java.io.IOException;

/** Another agent holds the board. */
public final class AlreadyRunningException extends IOException {

    private static final long serialVersionUID = 1L;

    AlreadyRunningException(Instance other) {
        super(
                "another meetpost already runs on this board: process "
                        + other.pid()
                        + " with "
                        + other.config()
                        + "; stop it first: sudo systemctl stop meetpost, or kill "
                        + other.pid());
    }
}

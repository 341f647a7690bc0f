package meetpost.agent.instance;

import java.io.IOException;
import java.nio.file.Path;

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

    /**
     * @param holder such as {@code process 4711 with /home/pi/my.yaml}; may be blank
     */
    AlreadyRunningException(String holder, Path state) {
        super(
                "another meetpost already runs on this board: "
                        + (holder.isEmpty() ? "it has just begun" : holder)
                        + ", which holds "
                        + state
                        + "; stop it first: sudo systemctl stop meetpost, or kill its process");
    }
}

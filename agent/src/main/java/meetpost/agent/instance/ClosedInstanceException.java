package meetpost.agent.instance;

import java.io.IOException;

/** The service runs on this board, and this user is not in its group. */
public final class ClosedInstanceException extends IOException {

    private static final long serialVersionUID = 1L;

    private ClosedInstanceException(String message) {
        super(message);
    }

    /** For who wants to know something of it. */
    static ClosedInstanceException toAsk() {
        return new ClosedInstanceException(
                "the meetpost service runs on this board, and only its group may ask it:"
                        + " sudo usermod -aG meetpost \"$USER\", then log in again");
    }

    /** For who wants to run another one. */
    static ClosedInstanceException toStart() {
        return new ClosedInstanceException(
                "the meetpost service already runs on this board; stop it first:"
                        + " sudo systemctl stop meetpost");
    }
}

package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** Something listens there, but gives us no session. */
final class NoSessionException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    NoSessionException(Reason reason, Throwable cause) {
        super(requireNonNull(reason, "reason").name(), cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** MQTT 3.1.1 table 3.1, and the two ways of giving no answer. */
    enum Reason {
        PROTOCOL(1),
        CLIENT_ID(2),
        UNAVAILABLE(3),
        CREDENTIALS(4),
        NOT_AUTHORISED(5),
        SILENT(-1),
        CLOSED(-2);

        private final int returnCode;

        Reason(int returnCode) {
            this.returnCode = returnCode;
        }

        static Reason of(int returnCode) {
            for (Reason each : values()) {
                if (each.returnCode == returnCode) {
                    return each;
                }
            }
            return CLOSED;
        }
    }
}

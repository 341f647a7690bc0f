package meetpost.broker.message;

import meetpost.broker.settings.Limit;

/** A client broke a rule of MQTT or a bound of this broker; its connection ends. */
public final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int reason;
    private final String text;
    private final transient @Nullable Limit bound;

    /** Without a stack trace: a flood of malformed packets must cost nothing. */
    private ProtocolException(@Nullable Limit bound, int reason, String message) {
        super(message, null, false, false);
        this.bound = bound;
        this.reason = reason;
        this.text = message;
    }

    public ProtocolException(int reason, String message) {
        this(null, reason, message);
    }

    /** More than the broker takes. */
    public static ProtocolException reached(Limit bound, int reason, String message) {
        return new ProtocolException(bound, reason, message);
    }

    public static ProtocolException malformed(String message) {
        return new ProtocolException(Reason.MALFORMED, message);
    }

    public static ProtocolException protocol(String message) {
        return new ProtocolException(Reason.PROTOCOL_ERROR, message);
    }

    /** So wrong that there is nobody to answer: MQTT 5 lets a server just close. */
    public static ProtocolException unanswerable(String message) {
        return new ProtocolException(Reason.SUCCESS, message);
    }

    /** What was wrong, for the log. */
    public String text() {
        return text;
    }

    /** What there was too much of; none where a rule of MQTT was broken. */
    @Nullable
    public Limit bound() {
        return bound;
    }

    /** One of {@link Reason}. */
    public int reason() {
        return reason;
    }
}

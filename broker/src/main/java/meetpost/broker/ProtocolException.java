package meetpost.broker;

/** A client broke a rule of MQTT or a bound of this broker; its connection ends. */
final class ProtocolException extends Exception {

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

    ProtocolException(int reason, String message) {
        this(null, reason, message);
    }

    /** More than the broker takes. */
    static ProtocolException reached(Limit bound, int reason, String message) {
        return new ProtocolException(bound, reason, message);
    }

    static ProtocolException malformed(String message) {
        return new ProtocolException(Reason.MALFORMED, message);
    }

    static ProtocolException protocol(String message) {
        return new ProtocolException(Reason.PROTOCOL_ERROR, message);
    }

    /** So wrong that there is nobody to answer: MQTT 5 lets a server just close. */
    static ProtocolException unanswerable(String message) {
        return new ProtocolException(Reason.SUCCESS, message);
    }

    /** What was wrong, for the log. */
    String text() {
        return text;
    }

    /** What there was too much of; none where a rule of MQTT was broken. */
    @Nullable
    Limit bound() {
        return bound;
    }

    /** One of {@link Reason}. */
    int reason() {
        return reason;
    }
}

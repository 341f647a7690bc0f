package meetpost.broker;

/** A client broke a rule of MQTT or a bound of this broker; its connection ends. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int reason;
    private final String text;

    /** Without a stack trace: a flood of malformed packets must cost nothing. */
    ProtocolException(int reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.text = message;
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

    /** One of {@link Reason}. */
    int reason() {
        return reason;
    }
}

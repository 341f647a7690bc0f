package meetpost.agent.http;

/** What came is no request, or too large; the connection has to end. */
final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String text;

    BadRequestException(int status, String text) {
        super(text);
        this.status = status;
        this.text = text;
    }

    String text() {
        return text;
    }

    int status() {
        return status;
    }
}

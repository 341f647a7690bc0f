package meetpost.agent.settings.yaml;

/** A value that its type refuses; the message is the problem's text. */
public final class WrongValue extends Exception {

    private static final long serialVersionUID = 1L;

    /** With what is wrong and what was expected. */
    public WrongValue(String text) {
        super(text, null, false, false);
    }

    /** The text of the problem. */
    String text() {
        return String.valueOf(getMessage());
    }
}

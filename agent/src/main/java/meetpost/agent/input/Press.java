package meetpost.agent.input;

/** What somebody did with a button. */
public enum Press {
    CLICK("click"),
    DOUBLE("double"),
    LONG("long");

    private final String text;

    Press(String text) {
        this.text = text;
    }

    /** As topics show it: {@code click}. */
    public String text() {
        return text;
    }
}

package meetpost.agent.command;

/** Why a command is not executed. */
public enum Refusal {
    /** It is a copy that the broker had stored. */
    RETAINED("retained"),
    /** Its time is over. */
    EXPIRED("expired"),
    /** Newer commands for the same output overtook it, or there is no room for its id. */
    BUSY("busy"),
    MALFORMED("malformed"),
    /** A rule governs it, and does not let itself be overridden. */
    RULE("rule"),
    INTERLOCK("interlock"),
    MIN_OFF("min-off"),
    /** Another board has its topic. */
    CONFLICT("conflict"),
    TOO_LARGE("too-large"),
    OUTPUT_FAULT("output-fault"),
    SHUTTING_DOWN("shutting-down");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** As answers and logs show it: {@code min-off}. */
    public String text() {
        return text;
    }
}

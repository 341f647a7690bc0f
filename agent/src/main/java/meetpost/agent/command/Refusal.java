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
    /** Only of rules. */
    MIN_ON("min-on"),
    REST("rest"),
    /** Another board has its topic. */
    CONFLICT("conflict"),
    TOO_LARGE("too-large"),
    OUTPUT_FAULT("output-fault"),
    SHUTTING_DOWN("shutting-down");

    /** What is said about {@link #RETAINED}: the flag, or that it came before the board's mark. */
    public static final String STORED =
            "a stored command, or one that came before the board's subscription was proven, is not"
                    + " executed: send it again without retain, and clear a stored one with an"
                    + " empty retained message";

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** As answers and logs show it: {@code min-off}. */
    public String text() {
        return text;
    }
}

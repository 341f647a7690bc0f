package meetpost.agent.sampling;

/** What a person can act on. */
public enum FaultKind {
    NO_ANSWER("no-answer"),
    CORRUPT("corrupt"),
    WRONG_DEVICE("wrong-device"),
    NOT_READY("not-ready"),
    IMPLAUSIBLE("implausible"),
    STUCK("stuck"),
    PERMISSION("permission"),
    BUS("bus"),
    /** Another board claims its topic too. */
    CONFLICT("conflict");

    private final String text;

    FaultKind(String text) {
        this.text = text;
    }

    /** As topics and logs show it: {@code no-answer}. */
    public String text() {
        return text;
    }
}

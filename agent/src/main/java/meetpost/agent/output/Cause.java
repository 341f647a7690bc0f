package meetpost.agent.output;

/** Why an output is as it is. */
public enum Cause {
    /** The program started: its level at start, or what followed of it later. */
    START("start"),
    /** The program stops: {@code at-stop}. */
    STOP("stop"),
    COMMAND("command"),
    /** ON for a length, and the OFF at its end. */
    PULSE("pulse"),
    MAX_ON("max-on"),
    REFRESH("refresh"),
    ON_BROKER_LOSS("on-broker-loss"),
    /** Another output that must not be on together with it. */
    INTERLOCK("interlock"),
    RULE("rule"),
    /** A rule, after a person's command stood against it. */
    OVERRIDE_END("override-end"),
    /** What a thermostat must not fall below. */
    GUARD("guard"),
    /** A rule that cannot see. */
    ON_FAULT("on-fault"),
    /** A rule, for somebody pressed a button. */
    PRESS("press"),
    /** The line is not what it was set to. */
    FORCED("forced"),
    /** New settings forbid what was. */
    RELOAD("reload");

    private final String text;

    Cause(String text) {
        this.text = text;
    }

    /** As topics and logs show it: {@code max-on}. */
    public String text() {
        return text;
    }
}

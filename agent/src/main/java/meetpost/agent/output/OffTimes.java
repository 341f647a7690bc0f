package meetpost.agent.output;

/** Since when an output is off, and since when because it was on for all that it may be. */
final class OffTimes {

    private OffTime off = OffTime.NEVER_ON;
    private OffTime exhausted = OffTime.NEVER_ON;

    /** Before it starts. It may have been max-on that ended it. */
    void remember(OffTime before) {
        off = before;
        exhausted = new OffTime(before.since(), false);
    }

    /** It is off, whatever brought it there. */
    void isOff(long tick) {
        off = OffTime.from(tick);
    }

    /** It was switched off. */
    void switchedOff(long tick, Cause why) {
        isOff(tick);
        exhausted = why == Cause.MAX_ON ? off : exhausted.ended();
    }

    OffTime off() {
        return off;
    }

    OffTime exhausted() {
        return exhausted;
    }
}

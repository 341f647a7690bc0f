package meetpost.broker.metrics;

import java.util.Locale;
import meetpost.broker.settings.BrokerEvents;

/** Says what happens, one bounded line for each event. */
public final class EventLog {

    /** In characters: a client may have put a long name or topic into it. */
    private static final int LONGEST = 400;

    private final BrokerEvents to;

    public EventLog(BrokerEvents to) {
        this.to = to;
    }

    /**
     * Fills the values into the text; what is longer than 400 characters is cut off.
     *
     * @param kind as for {@link java.util.Formatter}; events of one kind have the same
     */
    public void event(String kind, Object... values) {
        String text = String.format(Locale.ROOT, kind, values);
        to.event(kind, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
}

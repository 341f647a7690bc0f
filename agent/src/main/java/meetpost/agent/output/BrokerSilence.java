package meetpost.agent.output;

import java.time.Duration;

/** How long the broker has said nothing, and whether it would. Any thread; must not block. */
public interface BrokerSilence {

    /**
     * The tick of its last packet; anything before the start of the outputs while there was none.
     */
    long lastHeard();

    /**
     * Whether what was asked of the broker since the process last stood still has stayed without an
     * answer for {@code within}. Asks if nothing is asked yet: somebody who needs the answer comes
     * again each tenth of {@code within}. Who stays away for half of it, as a process does that was
     * stopped, begins anew: answers may lie in its socket, unread.
     */
    default boolean isLost(Duration within) {
        return true;
    }
}

package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.time.Ticks;

/**
 * The link's silence in ticks of the board. The network's time is real where the board's is
 * simulated.
 */
record LinkSilence(AgentLink link, Ticks ticks) implements BrokerSilence {

    LinkSilence {
        requireNonNull(link, "link");
        requireNonNull(ticks, "ticks");
    }

    @Override
    public long lastHeard() {
        return ticks.now() - (Ticks.REAL.now() - link.lastHeard());
    }

    @Override
    public boolean isLost(Duration within) {
        return link.isLost(within);
    }
}

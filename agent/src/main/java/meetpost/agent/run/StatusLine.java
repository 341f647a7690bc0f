package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import meetpost.agent.publish.AgentLink;
import meetpost.agent.shaping.SampleDesk;

/** How the agent is, in one line for people. */
record StatusLine(AgentLink link, SampleDesk samples) {

    StatusLine {
        requireNonNull(link, "link");
        requireNonNull(samples, "samples");
    }

    String text() {
        return "%s; %d readings, %d published, %d reconnects"
                .formatted(
                        link.connected() ? "connected" : "no broker",
                        samples.readings(),
                        link.published(),
                        link.reconnects());
    }
}

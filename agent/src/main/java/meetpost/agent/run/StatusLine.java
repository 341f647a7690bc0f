package meetpost.agent.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.process.ReloadOutcome;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.shaping.SampleDesk;

/**
 * How the agent is, in one line for people.
 *
 * @param refused why the settings that were read last do not count; empty: they do
 */
record StatusLine(AgentLink link, SampleDesk samples, List<String> refused) {

    StatusLine {
        requireNonNull(link, "link");
        requireNonNull(samples, "samples");
        refused = List.copyOf(refused);
    }

    String text() {
        return "%s%s; %s readings, %s published, %s reconnects"
                .formatted(
                        ReloadOutcome.refusal(refused),
                        link.connected() ? "connected" : "no broker",
                        samples.readings(),
                        link.published(),
                        link.reconnects());
    }
}

package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import meetpost.agent.outbox.DiskOutbox;
import meetpost.agent.publish.AgentLink;
import meetpost.agent.sampling.Sample.Reading;

/** The connection to the broker, and what waits for it. */
record LinkMetrics(AgentLink link, DiskOutbox<Reading> outbox) implements Source {

    LinkMetrics {
        requireNonNull(link, "link");
        requireNonNull(outbox, "outbox");
    }

    @Override
    public void write(Exposition text) {
        text.gauge("meetpost_connected", "1 while there is a session with the broker.")
                .sample(link.connected() ? 1 : 0)
                .counter("meetpost_reconnects_total", "Sessions that followed another one.")
                .sample(link.reconnects())
                .counter(
                        "meetpost_takeovers_total",
                        "Sessions that ended as they do when another client has our client id.")
                .sample(link.takeovers())
                .counter("meetpost_published_total", "Messages that the broker has acknowledged.")
                .sample(link.published())
                .counter(
                        "meetpost_readings_withheld_total",
                        "Readings not published, as another board has their topic.")
                .sample(link.withheld())
                .gauge("meetpost_outbox_readings", "Readings that no broker has acknowledged yet.")
                .sample(outbox.size())
                .counter(
                        "meetpost_outbox_dropped_total",
                        "Readings dropped from the outbox, for want of room or for age, or damaged.")
                .sample(outbox.dropped())
                .counter(
                        "meetpost_outbox_damaged_total",
                        "Records of the outbox on disk that could not be read.")
                .sample(outbox.damaged());
    }
}

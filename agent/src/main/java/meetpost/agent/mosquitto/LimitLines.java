package meetpost.agent.mosquitto;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import meetpost.agent.mosquitto.file.ConfLine;

/** Mosquitto's bounds as ours. Used by one thread. */
final class LimitLines {

    private record Bound(String theirs, String ours, Kind kind, long most) {}

    private enum Kind {
        COUNT,
        SIZE,
        SECONDS
    }

    private static final List<Bound> BOUNDS =
            List.of(
                    new Bound("max_inflight_messages", "inflight", Kind.COUNT, 65_535),
                    new Bound("max_queued_messages", "queue-messages", Kind.COUNT, 1_000_000),
                    new Bound("max_queued_bytes", "queue-size", Kind.SIZE, 1L << 30),
                    new Bound("max_packet_size", "packet-size", Kind.SIZE, 256 << 20),
                    new Bound("message_size_limit", "packet-size", Kind.SIZE, 256 << 20),
                    new Bound("max_keepalive", "keep-alive", Kind.SECONDS, 64_800));

    /** Lines that are looked at here. */
    static final Set<String> KEYS =
            Set.of(
                    "max_inflight_messages",
                    "max_queued_messages",
                    "max_queued_bytes",
                    "max_packet_size",
                    "message_size_limit",
                    "max_keepalive");

    private final Findings findings;

    LimitLines(Findings findings) {
        this.findings = findings;
    }

    void write(Conf.Part whole, YamlText to) {
        List<String> written = new ArrayList<>();
        for (Bound bound : BOUNDS) {
            whole.find(bound.theirs())
                    .filter(line -> !written.contains(bound.ours()))
                    .ifPresent(line -> write(line, bound, written, to));
        }
    }

    private void write(ConfLine line, Bound bound, List<String> written, YamlText to) {
        if (!line.value().matches("[0-9]{1,12}")) {
            findings.problem(line, "\"" + line.value() + "\" is no number");
            return;
        }
        long number = Long.parseLong(line.value());
        if (number == 0) {
            findings.note(line, "nothing is without a bound here; it stays as it is by itself");
            return;
        }
        if (number > bound.most()) {
            findings.note(line, "at most " + bound.most() + " here");
        }
        if (written.isEmpty()) {
            to.section(1, "limits");
        }
        written.add(bound.ours());
        long within = Math.min(number, bound.most());
        to.plain(
                2,
                bound.ours(),
                switch (bound.kind()) {
                    case COUNT -> String.valueOf(within);
                    case SIZE -> (within + 1023) / 1024 + "KB";
                    case SECONDS -> within + "s";
                });
    }
}

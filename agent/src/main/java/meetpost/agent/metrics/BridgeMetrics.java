package meetpost.agent.metrics;

import java.util.List;
import java.util.TreeMap;
import meetpost.agent.bridge.Bridge;

/** Ways to other brokers, and what waits for them. */
record BridgeMetrics(List<Bridge> bridges) implements Source {

    BridgeMetrics {
        bridges = List.copyOf(bridges);
    }

    @Override
    public void write(Exposition text) {
        if (bridges.isEmpty()) {
            return;
        }
        text.gauge("meetpost_bridge_connected", "1 while there is a session at the far end.");
        bridges.forEach(each -> text.sample(each.connected() ? 1 : 0, "bridge", each.name()));
        text.counter(
                "meetpost_bridge_reconnects_total",
                "Sessions at the far end that followed another one.");
        bridges.forEach(each -> text.sample(each.reconnects(), "bridge", each.name()));
        text.counter("meetpost_bridge_messages_total", "Messages that crossed, by direction.");
        bridges.forEach(
                each ->
                        new TreeMap<>(each.carried())
                                .forEach(
                                        (direction, count) ->
                                                text.sample(
                                                        count,
                                                        "bridge",
                                                        each.name(),
                                                        "direction",
                                                        direction)));
        text.gauge("meetpost_bridge_waiting", "Messages that wait for the far end.");
        bridges.forEach(each -> text.sample(each.waiting(), "bridge", each.name()));
        text.counter(
                "meetpost_bridge_dropped_total",
                "Messages dropped while they waited, for want of room or for age.");
        bridges.forEach(each -> text.sample(each.dropped(), "bridge", each.name()));
        text.counter("meetpost_bridge_refused_total", "What did not cross, by reason.");
        bridges.forEach(
                each ->
                        new TreeMap<>(each.refused())
                                .forEach(
                                        (reason, count) ->
                                                text.sample(
                                                        count,
                                                        "bridge",
                                                        each.name(),
                                                        "reason",
                                                        reason)));
    }
}

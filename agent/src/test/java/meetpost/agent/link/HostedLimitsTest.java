package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.Test;

/** Brokers that close the connection of who asks for more than their rules allow. */
class HostedLimitsTest {

    @Test
    void noSubscribeHasMoreThanEightFiltersAndTheirOrderStays() throws Exception {
        List<String> filters = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            filters.add("actuatoren/relais-" + i + "/set");
        }
        try (var broker = ServiceStandIn.withEightFilters()) {
            MqttLink link = link(broker, filters);
            try {
                Eventually.within(20, "connected", link::connected);

                assertEquals(
                        List.of(8, 8, 4), broker.subscribed().stream().map(List::size).toList());
                assertEquals(filters, broker.subscribed().stream().flatMap(List::stream).toList());
                Eventually.within(5, "all are guarded", () -> link.marksLost().isEmpty());
            } finally {
                link.leave(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void whatIsUnansweredIsTheReasonBeforeAnotherClientIs() throws Exception {
        try (var broker = new ServiceStandIn(ServiceStandIn.Packet::isSubscribe)) {
            MqttLink link = link(broker, List.of("actuatoren/pomp/set"));
            try {
                Eventually.within(60, "three sessions", () -> broker.sessions() >= 4);

                assertEquals(0, link.takeovers());
                assertTrue(
                        link.problem()
                                .orElse("")
                                .contains(
                                        "closed it with a SUBSCRIBE to actuatoren/pomp/set unanswered"),
                        link.problem().orElse("none"));
            } finally {
                link.leave(Duration.ofSeconds(5));
            }
        }
    }

    private static MqttLink link(ServiceStandIn broker, List<String> filters) {
        var options =
                new LinkOptions(
                        TestAgent.settings(Duration.ofSeconds(30), broker.port()).mqtt(),
                        "meetpost-test",
                        Optional.empty(),
                        filters,
                        1,
                        GuardedTopics.of(filters),
                        false);
        var link = new MqttLink(options, Ticks.REAL, new Random(1));
        link.start(new SilentListener());
        return link;
    }
}

package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;

/** What whoever looks after a broker can see of it, and take away. */
class InventoryTest {

    private static final String NEW = "20 02 00 00";

    @Test
    void theLargestSessionIsFirstWithWhatItHolds() throws Exception {
        try (var broker = start();
                var small = subscribes(broker, "small", "a");
                var large = subscribes(broker, "large", "#");
                var publisher = RawClient.connected(broker.port(), "p")) {
            small.send("E0 00").expectClosed();
            large.send("E0 00").expectClosed();
            publisher.send("32 06 00 01 'a' 00 01 'x'").expect("40 02 00 01");
            publisher.send("32 06 00 01 'b' 00 02 'y'").expect("40 02 00 02");

            List<SessionReport> largest = broker.largestSessions(2);

            assertEquals(List.of("large", "small"), ids(largest));
            SessionReport first = largest.get(0);
            assertEquals(2, first.messages());
            assertEquals(486, first.bytes());
            assertEquals(1, first.subscriptions());
            assertEquals(false, first.connected());
            assertEquals(Optional.of("127.0.0.1"), first.address());
            assertEquals(Optional.of(Duration.ofDays(60)), Optional.of(first.expiry()));
            assertEquals(Optional.empty(), first.user());
        }
    }

    @Test
    void allAreSeenPageByPage() throws Exception {
        try (var broker = start()) {
            for (String id : List.of("e", "d", "c", "b", "a")) {
                RawClient.connected(broker.port(), id, 0, NEW).close();
            }

            List<String> seen = new ArrayList<>();
            List<SessionReport> page = broker.sessions(0, 2);
            while (!page.isEmpty()) {
                seen.addAll(ids(page));
                page = broker.sessions(page.get(page.size() - 1).number(), 2);
            }

            assertEquals(List.of("e", "d", "c", "b", "a"), seen);
        }
    }

    @Test
    void whoIsDroppedBeginsAnew() throws Exception {
        try (var broker = start()) {
            subscribes(broker, "away", "a").send("E0 00").expectClosed();

            assertEquals(false, broker.drop("away").orElseThrow().connected());
            assertEquals(Optional.empty(), broker.drop("away"));
            RawClient.connected(broker.port(), "away", 0, NEW).close();
        }
    }

    /** MQTT 5 section 3.14.2.1: 0x98 is an administrative action. */
    @Test
    void aConnectedOneIsToldAndItsWillIsSaid() throws Exception {
        try (var broker = start();
                var hears = subscribes(broker, "hears", "w");
                var dropped = new RawClient(broker.port())) {
            dropped.send(
                    "10 1C 00 04 'MQTT' 05 04 00 00  05 11 FF FF FF FF  00 01 'd'  00  00 01 'w'  00"
                            + " 03 'bye'");
            dropped.expect("20");
            assertEquals(2, broker.metrics().clients());

            assertEquals(true, broker.drop("d").orElseThrow().connected());

            hears.expect("30 06 00 01 'w' 'bye'");
            assertEquals(List.of("hears"), ids(broker.sessions(0, 9)));
        }
    }

    @Test
    void retainedMessagesAreSeenPageByPageThoughOthersComeMeanwhile() throws Exception {
        try (var broker = start();
                var publisher = RawClient.connected(broker.port(), "p")) {
            for (String topic : List.of("a/1", "b/1", "a/2", "a/3")) {
                publisher.send("31 07 00 03 '" + topic + "' '21'");
            }
            publisher.send("C0 00").expect("D0 00");

            List<String> seen = new ArrayList<>();
            var page = RetainedReport.Page.first(2);
            RetainedReport.Answer answer;
            do {
                answer = broker.retained("a/#", page);
                answer.found().forEach(one -> seen.add(one.topic() + " " + one.bytes()));
                publisher.send("31 07 00 03 'a/4' '21' C0 00").expect("D0 00");
                page = page.after(answer);
            } while (answer.more());

            assertEquals(List.of("a/1 2", "a/2 2", "a/3 2"), seen);
        }
    }

    @Test
    void whoSubscribesHearsThatARetainedMessageIsCleared() throws Exception {
        try (var broker = start();
                var hears = subscribes(broker, "hears", "a/#");
                var publisher = RawClient.connected(broker.port(), "p")) {
            publisher.send("31 06 00 03 'a/1' 'x' 31 06 00 03 'b/1' 'x' C0 00").expect("D0 00");
            hears.expect("30 06 00 03 'a/1' 'x'");

            assertEquals(1, broker.clear("a/#", 10));
            assertEquals(0, broker.clear("a/#", 10));

            hears.expect("32 07 00 03 'a/1' 00 01");
            assertEquals(1, broker.metrics().retainedMessages());
        }
    }

    @Test
    void whatIsNoFilterIsSaidInWords() throws Exception {
        try (var broker = start()) {
            var wrong = assertThrows(IllegalArgumentException.class, () -> broker.clear("a#", 1));
            assertEquals(
                    "'a#' is not a topic filter, expected one such as sensoren/# or"
                            + " sensoren/+/status",
                    wrong.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> broker.retained("$share/g/a", RetainedReport.Page.first(1)));
        }
    }

    private static Broker start() throws IOException {
        return Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))));
    }

    private static RawClient subscribes(Broker broker, String id, String filter)
            throws IOException {
        var client = RawClient.connected(broker.port(), id, 0, NEW);
        String length = "%02X".formatted(filter.length());
        String all = "%02X".formatted(filter.length() + 5);
        client.send("82 " + all + " 00 01 00 " + length + " '" + filter + "' 01");
        client.expect("90 03 00 01 01");
        return client;
    }

    private static List<String> ids(List<SessionReport> reports) {
        return reports.stream().map(SessionReport::clientId).toList();
    }
}

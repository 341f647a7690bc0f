package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.Proxy;
import meetpost.agent.link.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the link does when the broker or the way to it breaks. */
class ReconnectTest {

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
    private static final String READING = "sensoren/temperatuur/reading";

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void comesBackWhenTheBrokerDoes(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                TestAgent agent = TestAgent.connected(broker.port())) {

            broker.stop();
            Eventually.within(10, "the link is down", () -> !agent.link().connected());
            broker.restart();

            Eventually.within(30, "the link is up", agent.link()::connected);
            assertEquals(1, agent.link().reconnects());
            try (var observer = new Observer(broker.port(), "#")) {
                Eventually.within(
                        10, "online", () -> observer.last(TestAgent.STATUS).equals("online"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void takesCommandsAgainAfterACut(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                var proxy = new Proxy(broker.port());
                TestAgent agent = TestAgent.connected(proxy.port())) {

            proxy.cut();
            Eventually.within(10, "reconnected", () -> agent.link().reconnects() == 1);
            agent.awaitConnected();

            Observer.publish(broker.port(), TestAgent.SET, "ON");

            Eventually.within(
                    10, "the command", () -> agent.inbox().contains("actuatoren/pomp/set ON"));
            assertEquals(List.of("actuatoren/pomp/set ON"), agent.inbox());
        }
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void losesNoReadingWhileTheBrokerIsAway(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                TestAgent agent = TestAgent.connected(broker.port())) {
            broker.stop();
            Eventually.within(10, "the link is down", () -> !agent.link().connected());
            for (int i = 0; i < 300; i++) {
                agent.read();
            }

            broker.restart();
            var observer = new Observer(broker.port(), "#");
            agent.awaitDelivered();
            long last = agent.read();
            agent.awaitDelivered();

            try (observer) {
                Eventually.within(
                        10,
                        "the newest",
                        () -> observer.last(TestAgent.TEMPERATURE).equals(last + ".00"));
                assertEquals(
                        LongStream.rangeClosed(1, 300).boxed().toList(),
                        seqs(observer.on(TestAgent.HISTORY)));
                assertTrue(
                        observer.on(TestAgent.TEMPERATURE).stream()
                                .allMatch(value -> List.of("300.00", "301.00").contains(value)),
                        "the live topic shows only the present");
            }
        }
    }

    /** Cuts at random moments, with acknowledgements lost on the way. */
    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void losesNothingUnconfirmedAcrossCuts(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                var proxy = new Proxy(broker.port());
                var observer = new Observer(broker.port(), "#");
                TestAgent agent = TestAgent.connected(proxy.port())) {
            for (int round = 0; round < 4; round++) {
                agent.awaitConnected();
                for (int i = 0; i < 30; i++) {
                    agent.read();
                }
                proxy.swallowAnswers(true);
                for (int i = 0; i < 30; i++) {
                    agent.read();
                }
                proxy.cut();
                proxy.swallowAnswers(false);
            }
            agent.awaitDelivered();

            Eventually.within(
                    10,
                    "every reading",
                    () -> {
                        List<String> all = new ArrayList<>(observer.on(READING));
                        all.addAll(observer.on(TestAgent.HISTORY));
                        return seqs(all).stream().distinct().count() == 240;
                    });
            assertEquals(240, agent.outbox().confirmed().size());
            assertRising(observer.on(READING));
        }
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void findsASilentConnectionByItself(TestBroker.Kind kind) throws Exception {
        try (TestBroker broker = kind.start();
                var proxy = new Proxy(broker.port());
                TestAgent agent =
                        new TestAgent(
                                TestAgent.settings(Duration.ofSeconds(5), proxy.port()), "one")) {
            agent.awaitConnected();

            proxy.silence(true);
            Eventually.within(60, "the link is down", () -> !agent.link().connected());
            proxy.silence(false);
            proxy.cut();

            agent.awaitConnected();
            Observer.publish(broker.port(), TestAgent.SET, "OFF");
            Eventually.within(
                    10, "the command", () -> agent.inbox().contains("actuatoren/pomp/set OFF"));
        }
    }

    @Test
    void staysConnectedWhileNothingHappens() throws Exception {
        try (var broker = Mosquitto.start();
                TestAgent agent =
                        new TestAgent(
                                TestAgent.settings(Duration.ofSeconds(5), broker.port()), "one")) {
            agent.awaitConnected();
            long heard = agent.link().lastHeard();

            Eventually.within(
                    15,
                    "two answers to pings",
                    () -> agent.link().lastHeard() - heard > Duration.ofSeconds(9).toNanos());

            assertTrue(agent.link().connected());
            assertEquals(0, agent.link().reconnects());
        }
    }

    @Test
    void publishesAllItsStateAgain() throws Exception {
        try (var broker = Mosquitto.start();
                TestAgent agent = TestAgent.connected(broker.port())) {
            agent.link().publisher().state("actuatoren/pomp", "OFF", 1);
            agent.link().publisher().state("ingangen/deur", "ON", 1);
            broker.stop();
            Eventually.within(10, "the link is down", () -> !agent.link().connected());
            agent.link().publisher().state("actuatoren/pomp", "ON", 1);
            agent.link().publisher().event("actuatoren/pomp/result", "too late to be of use");

            broker.restart();
            agent.awaitConnected();

            try (var observer = new Observer(broker.port(), "#")) {
                Eventually.within(
                        10,
                        "both states",
                        () ->
                                observer.last("actuatoren/pomp").equals("ON")
                                        && observer.last("ingangen/deur").equals("ON"));
                assertFalse(
                        observer.all().stream().anyMatch(each -> each.topic().endsWith("result")));
            }
        }
    }

    /** The marks come first, so that who sees the status is obeyed; and then the status. */
    @Test
    void asksWhoElseIsThereAndSaysOnlineBeforeAnythingElseButItsMarks() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port());
                TestAgent agent = TestAgent.connected(proxy.port())) {
            agent.link().publisher().state("actuatoren/pomp", "OFF", 1);
            agent.read();
            agent.awaitDelivered();
            try (var observer = new Observer(broker.port(), "#")) {
                observer.forget();

                proxy.cut();
                Eventually.within(
                        20, "a state again", () -> !observer.on("actuatoren/pomp").isEmpty());

                List<String> topics =
                        observer.all().stream()
                                .filter(each -> !each.payload().equals("offline"))
                                .filter(each -> !each.topic().startsWith("observer/"))
                                .map(Observer.Seen::topic)
                                .toList();
                assertEquals(
                        List.of(
                                TestAgent.SET,
                                TestAgent.SET,
                                "apparaten/kelder-pi/ask/baf151a6",
                                TestAgent.STATUS,
                                TestAgent.INFO,
                                "actuatoren/pomp"),
                        topics.subList(0, 6));
            }
        }
    }

    private static List<Long> seqs(List<String> readings) {
        List<Long> seqs = new ArrayList<>();
        for (String each : readings) {
            Matcher seq = SEQ.matcher(each);
            if (seq.find()) {
                seqs.add(Long.parseLong(seq.group(1)));
            }
        }
        return seqs;
    }

    private static void assertRising(List<String> readings) {
        long last = 0;
        for (long seq : seqs(readings)) {
            assertTrue(seq >= last, seq + " after " + last);
            last = seq;
        }
    }
}

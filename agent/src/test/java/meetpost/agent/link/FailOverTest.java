package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.time.Ticks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A list of brokers. */
class FailOverTest {

    private final AtomicInteger ups = new AtomicInteger();
    private Optional<MqttLink> link = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (link.isPresent()) {
            link.get().leave(Duration.ofSeconds(5));
        }
    }

    @Test
    void takesTheFirstOfTheList() throws Exception {
        try (var first = Mosquitto.start();
                var second = Mosquitto.start()) {
            connect(first.port(), second.port());

            try (var observer = new Observer(first.port(), "#")) {
                Eventually.within(5, "at the first", () -> observer.last("test/up").equals("1"));
            }
        }
    }

    @Test
    void takesTheSecondWhenTheFirstIsNotThere() throws Exception {
        try (var second = Mosquitto.start()) {
            connect(Mosquitto.freePort(), second.port());

            try (var observer = new Observer(second.port(), "#")) {
                Eventually.within(5, "at the second", () -> observer.last("test/up").equals("1"));
            }
        }
    }

    @Test
    void takesTheSecondWhenTheFirstGoes() throws Exception {
        try (var first = Mosquitto.start();
                var second = Mosquitto.start();
                var observer = new Observer(second.port(), "#")) {
            connect(first.port(), second.port());

            first.stop();

            Eventually.within(20, "at the second", () -> observer.last("test/up").equals("2"));
        }
    }

    /** The status at the broker that is left is right, too: it publishes the will. */
    @Test
    void goesBackToTheFirstWhenItIsWellForAWhile() throws Exception {
        try (var first = Mosquitto.start();
                var second = Mosquitto.start();
                var observer = new Observer(second.port(), "#")) {
            connect(first.port(), second.port());
            first.stop();
            Eventually.within(20, "at the second", () -> observer.last("test/up").equals("2"));

            first.restart();

            Eventually.within(20, "at the first", () -> ups.get() == 3);
            try (var again = new Observer(first.port(), "#")) {
                Eventually.within(5, "at the first", () -> again.last("test/up").equals("3"));
            }
            Eventually.within(5, "the will", () -> observer.last("test/status").equals("offline"));
        }
    }

    /** One that accepts and closes is not well, however often it is asked. */
    @Test
    void staysAtTheSecondWhileTheFirstGivesNoSession() throws Exception {
        try (var first = Mosquitto.start();
                var proxy = new Proxy(first.port());
                var second = Mosquitto.start()) {
            proxy.refuse(true);
            connect(proxy.port(), second.port());
            int asked = proxy.accepted();

            Eventually.within(20, "asked again", () -> proxy.accepted() >= asked + 5);

            assertEquals(1, ups.get());
            assertTrue(link.orElseThrow().connected());
        }
    }

    /** CONNACK alone is no broker: one that then closes kept the third of a list from its turn. */
    @Test
    void takesTheThirdWhenTheFirstIsNotThereAndTheSecondHoldsNoSession() throws Exception {
        try (var second = new ServiceStandIn(ServiceStandIn.Packet::isPublish);
                var third = Mosquitto.start();
                var observer = new Observer(third.port(), "#")) {
            connect(Mosquitto.freePort(), second.port(), third.port());

            Eventually.within(20, "at the third", () -> !observer.last("test/up").isEmpty());
            assertEquals(1, second.sessions());
        }
    }

    /** Else the link would leave a good broker every half minute. */
    @Test
    void looksLessAndLessOftenAtAFirstThatGivesSessionsAndHoldsNone() {
        var options =
                new LinkOptions(
                        TestAgent.settings(Duration.ofSeconds(30), 1883, 1884).mqtt(),
                        "meetpost-test",
                        Optional.empty(),
                        List.of());
        var failBack = new FailBack(options, Ticks.REAL, Duration.ofSeconds(10));

        failBack.fell();
        failBack.fell();
        assertEquals(Duration.ofSeconds(40), failBack.period());
        for (int i = 0; i < 100; i++) {
            failBack.fell();
        }
        assertEquals(Duration.ofMinutes(10), failBack.period());
        failBack.held();
        assertEquals(Duration.ofSeconds(10), failBack.period());
    }

    @Test
    void aRoundGoesOnBehindTheOneThatHeldNoSession() {
        BrokerTarget a = BrokerTarget.of(URI.create("mqtt://a"));
        BrokerTarget b = BrokerTarget.of(URI.create("mqtt://b"));
        BrokerTarget c = BrokerTarget.of(URI.create("mqtt://c"));
        var order = new FailOver(List.of(a, b, c));

        assertEquals(List.of(a, b, c), order.round());
        order.ended(b, false);
        assertEquals(List.of(c, a, b), order.round());
        order.ended(c, false);
        assertEquals(List.of(a, b, c), order.round());
        order.ended(b, false);
        order.ended(c, true);
        assertEquals(List.of(a, b, c), order.round());
    }

    private void connect(int... ports) throws InterruptedException {
        var options =
                new LinkOptions(
                        TestAgent.settings(Duration.ofSeconds(30), ports).mqtt(),
                        "meetpost-test",
                        Optional.of(Message.retained("test/status", "offline", 1)),
                        List.of());
        var made = new MqttLink(options, Ticks.REAL, new Random(1), Duration.ofMillis(300));
        link = Optional.of(made);
        made.start(
                new LinkListener() {

                    @Override
                    public void up(PublishChannel uplink) {
                        String count = String.valueOf(ups.incrementAndGet());
                        uplink.publish(Message.retained("test/up", count, 1), () -> {});
                    }

                    @Override
                    public void down() {}

                    @Override
                    public void message(String topic, byte[] payload, int qos, boolean retained) {}

                    @Override
                    public void tooLarge(String topic, int qos, boolean retained) {}

                    @Override
                    public boolean isBehind() {
                        return false;
                    }
                });
        Eventually.within(20, "connected", made::connected);
    }
}

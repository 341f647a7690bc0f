package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which errors in the threads of a link are for the whole process. */
class LinkThreadsTest {

    private final List<Throwable> forTheProcess = new ArrayList<>();
    private final Thread.UncaughtExceptionHandler before =
            Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void listen() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> forTheProcess.add(thrown));
    }

    @AfterEach
    void listenNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void whatABrokerBringsAboutInTheLibrarysThreadsIsOfTheirSession() {
        die("MQTT Rec: meetpost-kelder", new StackOverflowError());
        die("MQTT Rec: meetpost-kelder", new AssertionError("the library's"));
        die("MQTT Rec: meetpost-kelder", new IllegalStateException("the library's"));

        assertEquals(List.of(), forTheProcess);
    }

    @Test
    void whatTheJvmCannotGoOnFromIsForTheProcessAndSoIsTheDeathOfTheLinksOwnThread() {
        var memory = new OutOfMemoryError("made up");
        var own = new StackOverflowError();
        die("MQTT Rec: meetpost-kelder", memory);
        die("link", own);

        assertEquals(List.of(memory, own), forTheProcess);
    }

    @Test
    void aMessageThatMakesItsListenerFailIsAcknowledgedAndTheNextOneIsTaken() throws Exception {
        var taken = new CountDownLatch(1);
        List<Integer> acknowledged = new ArrayList<>();
        var callbacks =
                new Callbacks(
                        new byte[] {1},
                        new Failing(taken),
                        cause -> {},
                        (id, qos) -> acknowledged.add(id));

        callbacks.messageArrived("a", message(7, "fail"));
        callbacks.messageArrived("a", message(8, "x"));

        assertEquals(true, taken.await(60, TimeUnit.SECONDS));
        assertEquals(List.of(7, 8), acknowledged);
    }

    /** On Java 17 a group of threads is held by the one that it was made in. */
    @Test
    void aSessionThatIsOverLeavesNoGroupOfThreadsBehind() throws Exception {
        ThreadGroup here = Thread.currentThread().getThreadGroup();
        try (var broker = new TestBroker.Ours()) {
            MqttSettings settings =
                    TestAgent.settings(Duration.ofSeconds(30), broker.port()).mqtt();
            int groups = here.activeGroupCount();

            for (int n = 0; n < 5; n++) {
                BrokerCheck.all(settings, "meetpost-check", Ticks.REAL);
            }

            int left = here.activeGroupCount() - groups;
            assertTrue(left <= 0, left + " groups are left");
        }
    }

    @Test
    void pingsHaveNoThreadWhereNoneIsDue() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (var broker = new TestBroker.Ours();
                TestAgent agent = TestAgent.connected(broker.port())) {
            agent.read();
            agent.awaitDelivered();

            assertEquals(
                    List.of(),
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            .map(Thread::getName)
                            .filter("link-ping"::equals)
                            .toList());
        }
    }

    private static MqttMessage message(int id, String payload) {
        var message = new MqttMessage(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        message.setQos(1);
        message.setId(id);
        return message;
    }

    private static void die(String name, Throwable thrown) {
        new LinkThreads().uncaughtException(new Thread(() -> {}, name), thrown);
    }

    private record Failing(CountDownLatch taken) implements MessageListener {

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {
            if (payload.length > 1) {
                throw new StackOverflowError("made up");
            }
            taken.countDown();
        }

        @Override
        public void tooLarge(String topic, int qos, boolean retained) {}

        @Override
        public boolean isBehind() {
            return false;
        }
    }
}

package meetpost.agent.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import meetpost.agent.link.LinkListener;
import meetpost.agent.link.LinkOptions;
import meetpost.agent.link.MqttLink;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.publish.TestAgent;
import meetpost.agent.time.Ticks;
import meetpost.broker.settings.BrokerEvents;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import org.junit.jupiter.api.Test;

/** Our own broker knows the agent that it is in: strangers do not take its room. */
class OwnBrokerTest {

    /**
     * The agent needs no name for it, nor does it matter that strangers are on this machine too.
     */
    @Test
    void letsTheAgentInWhereStrangersHoldAllTheMemoryThatTheyGet() throws Exception {
        var settings = new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
        Limits small = Limits.defaults().with(Limit.MEMORY_SIZE, 256 << 10);
        List<Socket> strangers = new ArrayList<>();
        try (var broker = new LocalBroker(settings.with(small), BrokerEvents.NONE)) {
            broker.start();
            URI url = broker.listeners().get(0);
            boolean room = true;
            while (room) {
                room = isLetIn(url.getPort(), strangers);
            }

            var options =
                    new LinkOptions(
                            TestAgent.broker(List.of(url), Duration.ofSeconds(30)),
                            "meetpost-kelder-pi",
                            Optional.empty(),
                            List.of("a/#"));
            var link =
                    new MqttLink(
                            options.knownTo(Optional.of(broker.sockets())),
                            Ticks.REAL,
                            new Random(1));
            var up = new CountDownLatch(1);
            link.start(new Up(up));
            boolean in = up.await(20, TimeUnit.SECONDS);
            link.leave(Duration.ofSeconds(2));

            assertTrue(in);
        } finally {
            for (Socket each : strangers) {
                each.close();
            }
        }
    }

    private static boolean isLetIn(int port, List<Socket> strangers) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        strangers.add(socket);
        byte[] id = "s%03d".formatted(strangers.size()).getBytes(US_ASCII);
        socket.getOutputStream()
                .write(
                        new byte[] {
                            0x10, 16, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 4, id[0], id[1],
                            id[2], id[3]
                        });
        byte[] answer = socket.getInputStream().readNBytes(4);
        return answer.length == 4 && answer[3] == 0;
    }

    private record Up(CountDownLatch up) implements LinkListener {

        @Override
        public void up(PublishChannel channel) {
            up.countDown();
        }

        @Override
        public void down() {}

        @Override
        public boolean isBehind() {
            return false;
        }

        @Override
        public void tooLarge(String topic, int length, boolean retained) {}

        @Override
        public void message(String topic, byte[] payload, int qos, boolean retained) {}
    }
}

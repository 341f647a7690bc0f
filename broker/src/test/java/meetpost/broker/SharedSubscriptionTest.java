package meetpost.broker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MQTT 5 section 4.8.2: what becomes of the messages of one who leaves a group. */
class SharedSubscriptionTest {

    private static final String SUBSCRIBE_G_T = "82 0F 00 01 00 0A '$share/g/t' ";

    private static final BrokerSettings SETTINGS =
            new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));

    @Test
    void areSentToAnotherWhenTheSessionEnds() throws Exception {
        try (var broker = Broker.start(SETTINGS.with(window(1)));
                var leaver = shared(broker, "1", 1);
                var publisher = RawClient.connected(broker.port(), "p")) {
            publish(publisher);
            leaver.expect("32 06 00 01 't' 00 01 '1'");
            try (var other = shared(broker, "2", 1)) {
                leaver.send("E0 00").expectClosed();

                other.expect("32 06 00 01 't' 00 01 '1'").send("40 02 00 01");
                other.expect("32 06 00 01 't' 00 02 '2'").send("40 02 00 02");
                other.expect("32 06 00 01 't' 00 03 '3'").send("40 02 00 03").expectNothing();
            }
        }
    }

    /** However slow they are: who is away keeps only what nobody present has room for. */
    @Test
    void areForThoseWhoAreConnectedFirst() throws Exception {
        try (var broker = Broker.start(SETTINGS.with(window(1)));
                var away = RawClient.connected(broker.port(), "0", 0, "20 02 00 00");
                var publisher = RawClient.connected(broker.port(), "p")) {
            away.send(SUBSCRIBE_G_T + "01").expect("90 03 00 01 01").send("E0 00").expectClosed();
            try (var one = shared(broker, "1", 1);
                    var other = shared(broker, "2", 1)) {
                for (int round = 0; round < 20; round++) {
                    publish(publisher);
                }

                try (var back = RawClient.connected(broker.port(), "0", 0, "20 02 01 00")) {
                    back.expectNothing();
                }
                one.expect("32 06 00 01 't' 00 01 '1'");
                other.expect("32 06 00 01 't' 00 01 '2'");
            }
        }
    }

    /** None is connected: each of them in turn. */
    @Test
    void waitForThoseWhoAreAwayWhenNobodyElseIsThere() throws Exception {
        try (var broker = Broker.start(SETTINGS);
                var publisher = RawClient.connected(broker.port(), "p")) {
            for (String id : List.of("0", "1")) {
                try (var away = RawClient.connected(broker.port(), id, 0, "20 02 00 00")) {
                    away.send(SUBSCRIBE_G_T + "01").expect("90 03 00 01 01");
                    away.send("E0 00").expectClosed();
                }
            }
            publish(publisher);

            try (var first = RawClient.connected(broker.port(), "0", 0, "20 02 01 00");
                    var second = RawClient.connected(broker.port(), "1", 0, "20 02 01 00")) {
                first.expect("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '3'");
                second.expect("32 06 00 01 't' 00 01 '2'").expectNothing();
                first.expectNothing();
            }
        }
    }

    @Test
    void areNotSentToAnotherOnceTheyWereAcknowledged() throws Exception {
        try (var broker = Broker.start(SETTINGS);
                var leaver = shared(broker, "1", 1);
                var publisher = RawClient.connected(broker.port(), "p")) {
            publisher.send("32 06 00 01 't' 00 01 '1'").expect("40 02 00 01");
            leaver.expect("32 06 00 01 't' 00 01 '1'").send("40 02 00 01").expectNothing();
            try (var other = shared(broker, "2", 1)) {
                leaver.send("E0 00").expectClosed();

                other.expectNothing();
            }
        }
    }

    /** Of what came by a subscription of its own, everybody has had theirs. */
    @Test
    void areNotSentToAnotherWhenTheyCameByAnOrdinarySubscription() throws Exception {
        try (var broker = Broker.start(SETTINGS);
                var leaver = RawClient.connected(broker.port(), "1");
                var publisher = RawClient.connected(broker.port(), "p")) {
            leaver.send("82 06 00 01 00 01 't' 01").expect("90 03 00 01 01");
            publisher.send("32 06 00 01 't' 00 01 '1'").expect("40 02 00 01");
            leaver.expect("32 06 00 01 't' 00 01 '1'");
            try (var other = shared(broker, "2", 1)) {
                leaver.send("E0 00").expectClosed();

                other.expectNothing();
            }
        }
    }

    @Test
    void areSentToAnotherAfterARestartToo(@TempDir Path directory) throws Exception {
        var storage = new StorageSettings(directory, Duration.ofSeconds(1), Duration.ofMinutes(5));
        try (var broker = Broker.start(SETTINGS.with(storage));
                var away = RawClient.connected(broker.port(), "1", 0, "20 02 00 00");
                var publisher = RawClient.connected(broker.port(), "p")) {
            away.send(SUBSCRIBE_G_T + "01").expect("90 03 00 01 01").send("E0 00").expectClosed();
            publish(publisher);
        }
        try (var broker = Broker.start(SETTINGS.with(storage));
                var other = shared(broker, "2", 1)) {
            RawClient.connected(broker.port(), "1", 0x02, "20 02 00 00").close();

            other.expect("32 06 00 01 't' 00 01 '1' 32 06 00 01 't' 00 02 '2'");
            other.expect("32 06 00 01 't' 00 03 '3'").expectNothing();
        }
    }

    private static Limits window(int inflight) {
        return Limits.defaults().with(Limit.INFLIGHT, inflight);
    }

    private static RawClient shared(Broker broker, String id, int qos) throws IOException {
        return RawClient.connected(broker.port(), id)
                .send(SUBSCRIBE_G_T + "0" + qos)
                .expect("90 03 00 01 0" + qos);
    }

    private static void publish(RawClient publisher) throws IOException {
        for (int id = 1; id <= 3; id++) {
            publisher.send("32 06 00 01 't' 00 0%d '%d'".formatted(id, id));
            publisher.expect("40 02 00 0" + id);
        }
    }
}

package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import meetpost.broker.access.ListenerPolicy;
import meetpost.broker.access.PasswordFile;
import meetpost.broker.access.SessionOwner;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import meetpost.broker.settings.Limits;
import meetpost.broker.settings.SessionSettings;
import meetpost.broker.settings.StorageSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose session goes when there is no room for another: nobody new is refused for the absent. */
class SessionEvictionTest {

    private static final String NEW = "20 02 00 00";
    private static final String PRESENT = "20 02 01 00";
    private static final String REFUSED = "20 02 00 03";
    private static final String HERE = "127.0.0.1";
    private static final String FRIEND = "127.0.0.2";
    private static final String STRANGER = "127.0.0.3";

    @TempDir Path directory;

    private final MortalMedium medium = new MortalMedium();
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Test
    void theLongestAbsentOneMakesRoomAndTheConnectedOnesStay() throws Exception {
        try (var broker = begin("live", 3);
                var connected = connects(broker, HERE, "z", 0, NEW)) {
            leaves(broker, HERE, "a");
            leaves(broker, HERE, "b");

            try (var anew = connects(broker, HERE, "c", 2, NEW);
                    var b = connects(broker, HERE, "b", 0, PRESENT)) {
                connects(broker, HERE, "a", 0, REFUSED).expectClosed();
                connected.expectNothing();
                anew.expectNothing();
                b.expectNothing();
            }
            assertEquals(1, broker.metrics().sessionsEvicted());
            assertEquals(2, broker.metrics().refusals().get(Limit.SESSIONS));
            heard("session a of address 127.0.0.1 goes, with 0 messages: there are 3 sessions");
        }
    }

    /** A stranger with many loses his own, though a friend's has been away for longer. */
    @Test
    void whoeverHasMostLosesFirst() throws Exception {
        try (var broker = begin("live", 30)) {
            leaves(broker, FRIEND, "friend");
            for (int i = 0; i < 200; i++) {
                leaves(broker, STRANGER, "s" + i);
            }

            assertEquals(30, broker.metrics().sessions());
            connects(broker, FRIEND, "friend", 0, PRESENT).close();
            connects(broker, HERE, "agent", 2, NEW).expectNothing().close();
            connects(broker, STRANGER, "s199", 0, PRESENT).close();
        }
    }

    @Test
    void theOrderAndTheOwnersOutliveACrash() throws Exception {
        try (var broker = begin("live", 4);
                var here = connects(broker, HERE, "here", 0, NEW)) {
            leaves(broker, FRIEND, "friend");
            leaves(broker, STRANGER, "b");
            leaves(broker, STRANGER, "a");
            here.expectNothing();
            medium.cut(directory.resolve("live"), directory.resolve("copy"), new Random(1));
        }
        try (var broker = begin("copy", 4);
                var anew = connects(broker, HERE, "new", 2, NEW);
                var a = connects(broker, STRANGER, "a", 0, PRESENT);
                var friend = connects(broker, FRIEND, "friend", 0, PRESENT);
                var here = connects(broker, HERE, "here", 0, PRESENT)) {
            anew.expectNothing();
            a.expectNothing();
            friend.expectNothing();
            here.expectNothing();
            heard("session b of address 127.0.0.3 goes");
        }
    }

    /** By fewer bounds than there are sessions, too. */
    @Test
    void makesAsMuchRoomAsIsNeeded() throws Exception {
        try (var broker = begin("live", 9)) {
            for (int i = 0; i < 9; i++) {
                leaves(broker, HERE, "s" + i);
            }
        }
        try (var broker = begin("live", 3);
                var anew = connects(broker, HERE, "new", 2, NEW)) {
            anew.expectNothing();
            assertEquals(3, broker.metrics().sessions());
        }
    }

    @Test
    void anonymousOnesGoBeforeUsersAndReservedUsersNever() throws Exception {
        Path file = directory.resolve("passwords");
        var passwords = new PasswordFile(file);
        passwords.put("jan", "pw".toCharArray());
        passwords.put("zus", "pw".toCharArray());
        var access = new Access(true, Optional.of(file), Map.of(), List.of());
        try (var broker = begin("live", 4, access)) {
            logsIn(broker, "jan");
            logsIn(broker, "zus");
            leaves(broker, FRIEND, "1");
            leaves(broker, STRANGER, "2");

            try (var a = connects(broker, HERE, "a", 2, NEW);
                    var b = connects(broker, HERE, "b", 2, NEW);
                    var c = connects(broker, HERE, "c", 2, NEW)) {
                heard("session 1 of address 127.0.0.2 goes");
                heard("session 2 of address 127.0.0.3 goes");
                heard("session zus of user zus goes");
                connects(broker, HERE, "d", 2, REFUSED).expectClosed();
                a.expectNothing();
                b.expectNothing();
                c.expectNothing();
            }
        }
    }

    /** Anybody can say a name where nobody is asked to prove it. */
    @Test
    void aNameThatIsOnlySaidIsNobodys() {
        var open = new ListenerPolicy(Access.OPEN, false, null);
        var asking =
                new ListenerPolicy(
                        new Access(true, Optional.of(Path.of("p")), Map.of(), List.of()),
                        false,
                        null);
        var certifying = new ListenerPolicy(Access.OPEN, true, null);

        assertEquals(
                new SessionOwner(false, "192.0.2.1"), SessionOwner.of(open, "jan", "192.0.2.1"));
        assertEquals(new SessionOwner(true, "jan"), SessionOwner.of(asking, "jan", "192.0.2.1"));
        assertEquals(
                new SessionOwner(false, "192.0.2.1"), SessionOwner.of(asking, null, "192.0.2.1"));
        assertEquals(
                new SessionOwner(true, "jan"), SessionOwner.of(certifying, "jan", "192.0.2.1"));
    }

    /** One host of IPv6 has a network of 64 bits to itself. */
    @Test
    void aNetworkOfIpv6IsOneOwner() {
        var open = new ListenerPolicy(Access.OPEN, false, null);

        assertEquals(
                SessionOwner.of(open, null, "2001:db8:0:7:0:0:0:1"),
                SessionOwner.of(open, null, "2001:db8:0:7:1:2:3:4"));
        assertTrue(
                !SessionOwner.of(open, null, "2001:db8:0:7:0:0:0:1")
                        .equals(SessionOwner.of(open, null, "2001:db8:0:8:0:0:0:1")));
    }

    private static RawClient connects(
            Broker broker, String from, String id, int flags, String connack) throws IOException {
        var client = new RawClient(broker.port(), from);
        client.sendBytes(RawClient.connect(id, flags)).expect(connack);
        return client;
    }

    private static void leaves(Broker broker, String from, String id) throws IOException {
        try (var client = connects(broker, from, id, 0, NEW)) {
            client.send("E0 00").expectClosed();
        }
    }

    /** CONNECT with a user and a password, clean session off; the user is the client identifier. */
    private static void logsIn(Broker broker, String user) throws IOException {
        try (var client = new RawClient(broker.port())) {
            client.send(
                    "10 18 00 04 'MQTT' 04 C0 00 00 00 03 '%s' 00 03 '%s' 00 02 'pw'"
                            .formatted(user, user));
            client.expect(NEW).send("E0 00").expectClosed();
        }
    }

    private void heard(String part) throws InterruptedException {
        for (String event = ""; !event.contains(part); ) {
            event = String.valueOf(events.poll(60, TimeUnit.SECONDS));
            assertTrue(!event.equals("null"), part);
        }
    }

    private Broker begin(String name, int sessions) throws IOException {
        return begin(name, sessions, Access.OPEN);
    }

    private Broker begin(String name, int sessions, Access access) throws IOException {
        var storage =
                new StorageSettings(directory.resolve(name), Duration.ZERO, Duration.ofMinutes(5));
        var settings =
                new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")))
                        .with(access)
                        .with(storage)
                        .with(new SessionSettings(Duration.ofDays(60), Set.of("jan")))
                        .with(Limits.defaults().with(Limit.SESSIONS, sessions));
        return Broker.start(settings, events::add, medium);
    }
}

package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.access.Permissions;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may publish and subscribe to what. */
class AccessTest {

    /** User {@code u}, MQTT 3.1.1; the client identifier is one letter. */
    private static final String CONNECT_U =
            "10 10 00 04 4D 51 54 54 04 82 00 00 00 01 'c' 00 01 'u'";

    /** The same with MQTT 5. */
    private static final String CONNECT_5 =
            "10 11 00 04 4D 51 54 54 05 82 00 00 00 00 01 'd' 00 01 'u'";

    @Test
    void dropsAPublicationThatIsNotAllowed() throws Exception {
        try (var broker = broker(new Access.Rule(List.of("#"), List.of("ok/#")));
                var client = connected(broker)) {
            client.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");

            client.send("32 08 00 04 'no/t' 00 07").expect("40 02 00 07").expectNothing();
            client.send("30 06 00 04 'ok/t'").expect("30 06 00 04 'ok/t'");
        }
    }

    @Test
    void tellsAnMqtt5ClientThatItMayNotPublish() throws Exception {
        try (var broker = broker(new Access.Rule(List.of("#"), List.of("ok/#")));
                var client = new RawClient(broker.port())) {
            client.send(CONNECT_5).in().skipNBytes(16);

            client.send("32 09 00 04 'no/t' 00 07 00").expect("40 03 00 07 87");
            client.send("34 09 00 04 'no/t' 00 08 00").expect("50 03 00 08 87");
        }
    }

    @Test
    void refusesASubscriptionThatIsNotCovered() throws Exception {
        try (var broker = broker(new Access.Rule(List.of("ok/#"), List.of()));
                var client = connected(broker)) {
            client.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 80");
            client.send("82 09 00 02 00 04 'ok/+' 01").expect("90 03 00 02 01");
        }
    }

    /**
     * Another user takes over a session by its client identifier: not what was meant for the first.
     */
    @Test
    void endsWhatASessionMayNotReadAnyMore() throws Exception {
        var ann = new Access.Rule(List.of("a/#", "t/#"), List.of("#"));
        var bob = new Access.Rule(List.of("t/#"), List.of("#"));
        var access = new Access(true, Optional.empty(), Map.of("a", ann, "b", bob), List.of());
        try (var broker = broker(access);
                var publisher = new RawClient(broker.port())) {
            try (var first = new RawClient(broker.port())) {
                first.send("10 10 00 04 4D 51 54 54 04 80 00 00 00 01 's' 00 01 'a'");
                first.expect("20 02 00 00").send("82 0E 00 01 00 03 'a/#' 01 00 03 't/#' 02");
                first.expect("90 04 00 01 01 02");
                publisher.send("10 10 00 04 4D 51 54 54 04 82 00 00 00 01 'p' 00 01 'a'");
                publisher.expect("20 02 00 00").send("32 08 00 03 'a/x' 00 01 '1'");
                publisher.expect("40 02 00 01");
                first.expect("32 08 00 03 'a/x' 00 01 '1'").send("E0 00").expectClosed();
            }
            publisher.send("32 08 00 03 'a/x' 00 02 '2'").expect("40 02 00 02");
            publisher.send("32 08 00 03 't/x' 00 03 '3'").expect("40 02 00 03");

            try (var second = new RawClient(broker.port())) {
                second.send("10 10 00 04 4D 51 54 54 04 80 00 00 00 01 's' 00 01 'b'");
                second.expect("20 02 01 00").expect("32 08 00 03 't/x' 00 03 '3'");
                publisher.send("30 06 00 03 'a/x' '4'").expectNothing();
                second.expectNothing();
            }
        }
    }

    @Test
    void refusesAWillThatIsNotAllowed() throws Exception {
        try (var broker = broker(new Access.Rule(List.of("#"), List.of("ok/#")));
                var client = new RawClient(broker.port())) {
            client.send(
                            "10 17 00 04 4D 51 54 54 04 86 00 00 00 01 'c' 00 02 'no' 00 01 'w'"
                                    + " 00 01 'u'")
                    .expect("20 02 00 05")
                    .expectClosed();
        }
    }

    @Test
    void putsUserAndClientIntoTheRules() throws Exception {
        var rule = new Access.Rule(List.of("%u/%c/#"), List.of());
        try (var broker = broker(rule);
                var client = connected(broker)) {
            client.send("82 0A 00 01 00 05 'u/c/x' 00").expect("90 03 00 01 00");
            client.send("82 0A 00 02 00 05 'u/d/x' 00").expect("90 03 00 02 80");
        }
    }

    /** A client called {@code +} would read everybody's topics. */
    @Test
    void leavesOutARuleThatANameWouldWiden() {
        var rule = new Access.Rule(List.of("devices/%c/#"), List.of("devices/%c/#"));

        var access = new Access(true, Optional.empty(), Map.of("u", rule), List.of());

        for (String id : List.of("+", "#", "a/+", "+/a", "kelder/x", "", "$SYS")) {
            Permissions permissions = Permissions.of(access, id, "u");
            assertFalse(permissions.publish(new Topic("devices/kelder/x")), id);
            assertFalse(permissions.publish(new Topic("devices/" + id + "/x")), id);
        }
    }

    /** A user called {@code kelder/x} would have a part of what is kelder's. */
    @Test
    void leavesOutARuleThatTheNameOfAUserWouldWiden() {
        var rule = new Access.Rule(List.of("devices/%u/#"), List.of("devices/%u/#"));

        for (String user : List.of("+", "#", "a/+", "+/a", "kelder/x", "/", "", "$SYS")) {
            var access = new Access(true, Optional.empty(), Map.of(user, rule), List.of());
            Permissions permissions = Permissions.of(access, "c", user);
            assertFalse(permissions.publish(new Topic("devices/kelder/x")), user);
            assertFalse(permissions.publish(new Topic("devices/" + user + "/x")), user);
        }
    }

    @Test
    void letsAUserWithoutARuleDoNothing() throws Exception {
        var access =
                new Access(
                        true,
                        Optional.empty(),
                        Map.of("other", new Access.Rule(List.of("#"), List.of("#"))),
                        List.of());
        try (var broker = Broker.start(settings().with(access));
                var client = connected(broker)) {
            client.send("82 06 00 01 00 01 't' 00").expect("90 03 00 01 80");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "#, a/b",
        "#, a/#",
        "+/b, a/b",
        "a/+, a/+",
        "a/#, a",
        "a/#, a/+/c/#",
        "a/+/c, a/b/c",
    })
    void coversWhatAFilterMatchesWholly(String wide, String filter) {
        assertTrue(TopicFilter.covers(wide, filter));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/+",
        "a/+, a/#",
        "a/+, a",
        "a, a/b",
        "+, #",
        "#, $SYS/x",
        "+/x, $SYS/x",
        "a/#, ab",
    })
    void doesNotCoverWhatReachesFurther(String wide, String filter) {
        assertFalse(TopicFilter.covers(wide, filter));
    }

    private static RawClient connected(Broker broker) throws IOException {
        return new RawClient(broker.port()).send(CONNECT_U).expect("20 02 00 00");
    }

    private static Broker broker(Access.Rule rule) throws IOException {
        return broker(new Access(true, Optional.empty(), Map.of("u", rule), List.of()));
    }

    private static Broker broker(Access access) throws IOException {
        return Broker.start(settings().with(access));
    }

    private static BrokerSettings settings() {
        return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0")));
    }
}

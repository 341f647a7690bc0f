package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.broker.access.ClientIds;
import meetpost.broker.access.Permissions;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.BrokerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for everybody, what is denied, and whose client identifiers are whose. */
class RulesTest {

    /** User {@code u}, client {@code c}, MQTT 3.1.1. */
    private static final String CONNECT_U =
            "10 10 00 04 4D 51 54 54 04 82 00 00 00 01 'c' 00 01 'u'";

    @Test
    void countForEverybodyBesideOnesOwn() throws Exception {
        var access =
                access(
                        Map.of(
                                "*", new Access.Rule(List.of("open/#"), List.of("say/%c")),
                                "u", new Access.Rule(List.of("u/#"), List.of())));
        try (var broker = broker(access);
                var user = new RawClient(broker.port());
                var anonymous = RawClient.connected(broker.port(), "a")) {
            user.send(CONNECT_U).expect("20 02 00 00");
            user.send("82 15 00 01 00 03 'u/#' 00 00 06 'open/#' 00 00 01 'x' 00");
            user.expect("90 05 00 01 00 00 80");
            anonymous.send("82 0E 00 01 00 03 'u/#' 00 00 03 'x/y' 00");
            anonymous.expect("90 04 00 01 80 80");
            anonymous.send("82 0B 00 02 00 06 'open/#' 00").expect("90 03 00 02 00");

            Permissions of = Permissions.of(access, "c", "u");
            assertTrue(of.publish(new Topic("say/c")));
            assertFalse(of.publish(new Topic("say/d")));
        }
    }

    /** A wide subscription is granted, and brings all but what is denied: live, kept, retained. */
    @Test
    void denyWhatOthersAllow() throws Exception {
        var access =
                access(
                        Map.of(
                                "*",
                                new Access.Rule(
                                        List.of(), List.of(), List.of("secret/#"), List.of()),
                                "u",
                                new Access.Rule(List.of("#"), List.of("#")),
                                "admin",
                                new Access.Rule(List.of("#"), List.of("#"))));
        var open = access(Map.of());
        var settings = settings(access);
        try (var broker = Broker.start(settings)) {
            broker.reload(settings(open));
            try (var writer = RawClient.connected(broker.port(), "w")) {
                writer.send("31 0B 00 08 'secret/r' '1' 31 06 00 03 'p/r' '1'").expectNothing();
            }
            broker.reload(settings);
            try (var client = new RawClient(broker.port())) {
                client.send(CONNECT_U).expect("20 02 00 00");
                client.send("82 06 00 01 00 01 '#' 00").expect("90 03 00 01 00");
                client.expect("31 06 00 03 'p/r' '1'").expectNothing();
                client.send("82 0D 00 02 00 08 'secret/x' 00").expect("90 03 00 02 80");
                client.send("82 11 00 03 00 0C '$share/g/+/x' 00");
                client.expect("90 03 00 03 80");
                client.send("30 0B 00 08 'secret/x' '2' 30 06 00 03 'p/x' '2'");
                client.expect("30 06 00 03 'p/x' '2'").expectNothing();

                broker.reload(settings(open));
                client.send("30 0B 00 08 'secret/x' '3'").expect("30 0B 00 08 'secret/x' '3'");
                broker.reload(settings);
                client.send("30 0B 00 08 'secret/x' '4'").expectNothing();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "geheim/#, geheim/+, true",
        "geheim/#, #, true",
        "geheim/#, +/x, true",
        "geheim/#, geheim, true",
        "a/+/c, a/b/+, true",
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/b, a, false",
        "a/#, b/#, false",
        "a/+, a/b/c, false",
        "$SYS/#, #, false",
        "$SYS/#, +/x, false",
        "$SYS/#, $SYS/x, true",
    })
    void knowWhetherTwoFiltersHaveATopicInCommon(String one, String other, boolean overlap) {
        assertEquals(overlap, TopicFilter.overlap(one, other));
        assertEquals(overlap, TopicFilter.overlap(other, one));
    }

    /** By user, by everybody's rule, and not what is another's; {@code -} is no user. */
    @ParameterizedTest
    @CsvSource({
        "kelder, kelder-1, true",
        "kelder, kelder-, true",
        "kelder, kelder, false",
        "kelder, zolder-1, false",
        "zolder, zolder, true",
        "zolder, kelder-1, false",
        "jan, kelder-1, false",
        "jan, zolder, false",
        "jan, anything, true",
        "-, kelder-1, false",
        "-, anything, true",
    })
    void bindClientIdentifiersToUsers(String user, String id, boolean allowed) {
        var access =
                access(
                        Map.of(
                                "kelder", ids("kelder-*"),
                                "zolder", ids("%u"),
                                "jan", new Access.Rule(List.of(), List.of())));

        assertEquals(allowed, ClientIds.allow(access, id, user.equals("-") ? null : user));
    }

    @ParameterizedTest
    @CsvSource({
        "jan, jan, true",
        "jan, jan-phone, true",
        "jan, piet, false",
        "j*, j*, true",
        "j*, jan, false",
        "*, jan, false",
    })
    void bindThemForEverybodyByTheUsersName(String user, String id, boolean allowed) {
        var rule = new Access.Rule(List.of(), List.of(), List.of(), List.of("%u", "%u-*"));

        assertEquals(allowed, ClientIds.allow(access(Map.of("*", rule)), id, user));
    }

    /** Return code 2; the log says whose it is not. */
    @Test
    void refuseAClientIdentifierOfAnother() throws Exception {
        try (var broker = broker(access(Map.of("kelder", ids("c"))));
                var thief = new RawClient(broker.port());
                var none = new RawClient(broker.port())) {
            thief.send(CONNECT_U).expect("20 02 00 02").expectClosed();
            none.send("10 0F 00 04 4D 51 54 54 04 82 00 00 00 00 00 01 'u'").expect("20 02 00 00");
        }
    }

    /** A client called {@code %u} does not become its user, and {@code $SYS} is no device. */
    @Test
    void fillBothNamesInAtOnce() {
        assertEquals("a/%u/jan/%d", Permissions.fill("a/%c/%u/%d", "%u", "jan"));
        assertEquals("100%", Permissions.fill("100%", "c", "u"));
    }

    private static Access.Rule ids(String... ids) {
        return new Access.Rule(List.of(), List.of(), List.of(), List.of(ids));
    }

    private static Access access(Map<String, Access.Rule> rules) {
        return new Access(true, Optional.empty(), rules, List.of());
    }

    private static Broker broker(Access access) throws IOException {
        return Broker.start(settings(access));
    }

    private static BrokerSettings settings(Access access) {
        return new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))).with(access);
    }
}

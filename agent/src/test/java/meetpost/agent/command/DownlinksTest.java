package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import meetpost.agent.claim.Standing;
import meetpost.agent.claim.Standings;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.settings.DownlinkPayload;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.ChirpStackTopics;
import meetpost.agent.topic.Topics;
import meetpost.agent.topic.TtnTopics;
import org.junit.jupiter.api.Test;

class DownlinksTest {

    private static final String SET = "actuatoren/klep/set";
    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Topics TOPICS =
            new Topics(
                    new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                    "",
                    "kelder-pi");

    private final List<String> answers = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Runnable> acks = new ArrayList<>();
    private final ManualTicks ticks = new ManualTicks();
    private Standing standing = Standing.alone();
    private final Downlinks downlinks =
            new Downlinks(
                    List.of(new Downlink("klep", "klep-1", 15)),
                    TOPICS,
                    new TtnTopics("app@ttn"),
                    new Listing(answers),
                    () -> standing,
                    ticks,
                    new ManualClock(Instant.parse("2026-11-21T10:00:00Z"), ticks));

    private record Listing(List<String> answers) implements Publisher {

        @Override
        public void state(String topic, String payload, int qos) {
            throw new AssertionError("nobody knows the state of a LoRaWAN device");
        }

        @Override
        public void event(String topic, String payload) {
            throw new AssertionError("only answers");
        }

        @Override
        public void answer(String topic, String payload, Runnable lost) {
            answers.add(topic + " " + payload);
        }
    }

    private final class Way implements PublishChannel {

        @Override
        public boolean publish(Message message, Runnable acked) {
            acks.add(acked);
            sent.add(message.qos() + (message.isRetained() ? " retained " : " ") + message);
            return true;
        }

        @Override
        public void subscribe(Collection<String> filters, int qos) {}

        @Override
        public boolean isBridge() {
            return false;
        }
    }

    /** 01 is AQ== and 00 is AA== (RFC 4648 section 4). */
    @Test
    void onIsTheByte01AndOffIs00() {
        downlinks.up(new Way());

        take("ON");
        take("{\"state\":\"off\",\"id\":\"42\"}");

        assertEquals(
                List.of(
                        "0 v3/app@ttn/devices/klep-1/down/push {\"downlinks\":[{\"f_port\":15,"
                                + "\"frm_payload\":\"AQ==\",\"priority\":\"NORMAL\","
                                + "\"correlation_ids\":[\"ID\"]}]}",
                        "0 v3/app@ttn/devices/klep-1/down/push {\"downlinks\":[{\"f_port\":15,"
                                + "\"frm_payload\":\"AA==\",\"priority\":\"NORMAL\","
                                + "\"correlation_ids\":[\"ID\"]}]}"),
                withoutIds());
        assertEquals(List.of(), answers);
    }

    /** It was answered with {@code accepted} as soon as it was out of the door. */
    @Test
    void isAnsweredByItsLifeAtTheNetwork() {
        downlinks.up(new Way());
        take("{\"state\":\"ON\",\"id\":\"42\"}");

        report("queued", "{\"downlink_queued\":{\"correlation_ids\":[\"as:downlink:1\",\"ID\"]}}");
        report("sent", "{\"correlation_ids\":[\"ID\"],\"downlink_sent\":{\"f_port\":15}}");
        report("queued", "{\"downlink_queued\":{\"correlation_ids\":[\"ID\"]}}");
        report("ack", "{\"downlink_ack\":{\"correlation_ids\":[\"ID\"]}}");
        report("ack", "{\"downlink_ack\":{\"correlation_ids\":[\"ID\"]}}");

        String start = "actuatoren/klep/result {\"id\":\"42\",\"accepted\":true,\"state\":\"ON\",";
        assertEquals(
                List.of(
                        start + "\"stage\":\"queued\"}",
                        start + "\"stage\":\"sent\"}",
                        start + "\"stage\":\"acknowledged\"}"),
                answers);
        assertEquals(1, downlinks.accepted());
    }

    @Test
    void oneThatTheNetworkRefusesFailed() throws Exception {
        downlinks.up(new Way());
        take("{\"state\":\"ON\",\"id\":\"42\"}");

        String documented =
                Files.readString(
                        Path.of("src/test/resources/lorawan/the-things-stack-down-failed.json"));
        report("failed", documented.replace("as:downlink:01E19Z5W3BZBG7CXSJE9C0A3CE", "ID"));

        assertEquals(
                List.of(
                        "actuatoren/klep/result {\"id\":\"42\",\"accepted\":false,\"state\":\"ON\","
                                + "\"stage\":\"failed\",\"reason\":\"output-fault\",\"message\":"
                                + "\"the network says: application downlink payload is too long\"}"),
                answers);
        assertEquals(0, downlinks.accepted());
        assertEquals(1, downlinks.refused());
    }

    @Test
    void aNetworkThatSaysNothingForHalfAMinuteHasItPerhaps() {
        downlinks.up(new Way());
        take("ON");
        ticks.advance(Duration.ofSeconds(29));
        take("");
        assertEquals(List.of(), answers);

        ticks.advance(Duration.ofSeconds(1));
        take("");
        handle();

        assertEquals(
                List.of(
                        "actuatoren/klep/result {\"accepted\":false,\"state\":\"ON\",\"stage\":\"failed\","
                                + "\"reason\":\"output-fault\",\"message\":\"the network did not say"
                                + " within 30 s that it has it; it may be sent all the same\"}"),
                answers);
    }

    @Test
    void reportsOfOthersDownlinksAndRubbishSayNothing() throws Exception {
        downlinks.up(new Way());
        take("ON");

        report(
                "ack",
                Files.readString(
                        Path.of("src/test/resources/lorawan/the-things-stack-down-ack.json")));
        report("ack", Files.readString(Path.of("src/test/resources/lorawan/chirpstack-ack.json")));
        report("failed", "[");
        report("queued", "{\"downlink_queued\":{\"correlation_ids\":\"ID\"}}");
        report("log", Files.readString(Path.of("src/test/resources/lorawan/chirpstack-log.json")));

        assertEquals(List.of(), answers);
    }

    /**
     * "MQTT" and "Event types" in ChirpStack's documentation; the id is of its integration.proto.
     */
    @Test
    void speaksChirpStackToo() throws Exception {
        var there =
                new Downlinks(
                        List.of(
                                new Downlink(
                                        "klep",
                                        "0101010101010101",
                                        10,
                                        new DownlinkPayload.Fields("{\"valve\": {\"open\": true}}"),
                                        new DownlinkPayload.Bytes("0A00"),
                                        true,
                                        false)),
                        TOPICS,
                        new ChirpStackTopics("app-1"),
                        new Listing(answers),
                        () -> standing,
                        ticks,
                        new ManualClock(Instant.parse("2026-11-21T10:00:00Z"), ticks));
        there.up(new Way());

        there.put(SET, Optional.of("{\"state\":\"ON\",\"id\":\"7\"}".getBytes(UTF_8)), 1, false);
        there.handle();
        there.put(SET, Optional.of("OFF".getBytes(UTF_8)), 1, false);
        there.handle();

        String topic = "1 application/app-1/device/0101010101010101/command/down ";
        assertEquals(
                List.of(
                        topic
                                + "{\"id\":\"ID\",\"devEui\":\"0101010101010101\",\"confirmed\":true,"
                                + "\"fPort\":10,\"object\":{\"valve\":{\"open\":true}}}",
                        topic
                                + "{\"id\":\"ID\",\"devEui\":\"0101010101010101\",\"confirmed\":true,"
                                + "\"fPort\":10,\"data\":\"CgA=\"}"),
                withoutIds());
        String id = idOf(0);
        acks.forEach(Runnable::run);
        there.handle();
        there.report(
                "txack", document("chirpstack-txack", "42cb6459-a640-46ec-9623-bdff39dc4736", id));
        there.report("ack", document("chirpstack-ack", "1bbcab1d-6ec6-4136-b3f5-d63be1dc08de", id));

        assertEquals(
                List.of("queued", "queued", "sent", "acknowledged"),
                answers.stream()
                        .map(each -> each.replaceAll(".*stage\":\"(\\w+)\".*", "$1"))
                        .toList());
    }

    @Test
    void aCommandForAnotherBoardsTopicIsRefusedAndOffIsNot() {
        downlinks.up(new Way());
        standing = Standings.lost("actuatoren/klep");

        take("ON");

        assertRefused("conflict");
        assertEquals(List.of(), sent);
        take("OFF");
        assertEquals(1, sent.size());
    }

    @Test
    void aStoredCommandIsRefused() {
        downlinks.up(new Way());

        put(Optional.of("ON".getBytes(UTF_8)), 1, true);

        assertRefused("retained");
    }

    @Test
    void aStoredCommandIsRefusedAsStoredWhateverItSaysAndHoweverLargeItIs() {
        downlinks.up(new Way());
        take("{\"state\":\"ON\",\"id\":\"42\"}");
        sent.clear();

        put(Optional.of("[".repeat(1024).getBytes(UTF_8)), 1, true);
        assertRefused("retained");
        put(Optional.of(new byte[1025]), 1, true);
        assertRefused("retained");
        put(Optional.empty(), 1, true);
        assertRefused("retained");
        put(Optional.of("{\"state\":\"ON\",\"id\":\"42\"}".getBytes(UTF_8)), 1, true);

        assertEquals(
                "actuatoren/klep/result {\"id\":\"42\",\"accepted\":false,\"reason\":\"retained\","
                        + "\"message\":\"a stored command, or one that came before the board's"
                        + " subscription was proven, is not executed: send it again without retain,"
                        + " and clear a stored one with an empty retained message\"}",
                answers.get(answers.size() - 1));
        assertEquals(List.of(), sent);
    }

    @Test
    void whatADeviceCannotDoIsMalformed() {
        downlinks.up(new Way());

        take("TOGGLE");
        take("{\"state\":\"ON\",\"for\":\"5s\"}");
        take("OPEN");

        assertEquals(3, answers.stream().filter(each -> each.contains("\"malformed\"")).count());
        assertEquals(List.of(), sent);
    }

    @Test
    void aCommandThatIsTooLateOrTooLargeOrComesWithoutAConnectionIsRefused() {
        take("ON");
        assertRefused("output-fault");
        downlinks.up(new Way());
        take("{\"state\":\"ON\",\"expires\":\"2026-11-21T09:59:59Z\"}");
        assertRefused("expired");
        take("x".repeat(1025));
        assertRefused("too-large");
        put(Optional.empty(), 1, false);
        assertRefused("too-large");
        downlinks.refuse();
        take("ON");
        assertRefused("shutting-down");
    }

    @Test
    void aCopyOfACommandIsAnsweredAndNotSentAgain() {
        downlinks.up(new Way());

        take("{\"state\":\"ON\",\"id\":\"42\"}");
        take("{\"state\":\"ON\",\"id\":\"42\"}");
        assertEquals(List.of(), answers);

        report("queued", "{\"downlink_queued\":{\"correlation_ids\":[\"ID\"]}}");
        take("{\"state\":\"ON\",\"id\":\"42\"}");
        assertEquals(1, sent.size());
        assertEquals(2, answers.size());
        assertEquals(answers.get(0), answers.get(1));

        report("ack", "{\"downlink_ack\":{\"correlation_ids\":[\"ID\"]}}");
        take("{\"state\":\"ON\",\"id\":\"42\"}");
        assertEquals(1, sent.size());
        assertEquals(
                "actuatoren/klep/result {\"id\":\"42\",\"accepted\":true,\"state\":\"ON\"}",
                answers.get(3));
    }

    /** They had a place among a hundred uplinks, and no answer where there was none. */
    @Test
    void inAFloodTheOlderGiveWayAndTheNewestIsSent() throws Exception {
        downlinks.up(new Way());
        for (int n = 0; n < 3000; n++) {
            byte[] command = ("{\"state\":\"ON\",\"id\":\"" + n + "\"}").getBytes(UTF_8);
            downlinks.put(SET, Optional.of(command), 1, false);
        }
        long busy = answers.stream().filter(each -> each.contains("\"busy\"")).count();
        assertEquals(answers.size(), busy);
        assertEquals(busy, downlinks.refused());

        downlinks.handle();

        assertEquals(3000, answers.size() + sent.size());
        assertEquals(answers.size(), downlinks.refused());
        assertTrue(sent.size() <= 200, sent.size() + " are followed");
        assertTrue(sent.size() > 0, "some were sent");
    }

    @Test
    void clearingTheStoredCommandIsNone() {
        downlinks.up(new Way());

        take("");

        assertEquals(List.of(), answers);
        assertEquals(List.of(), sent);
    }

    @Test
    void onlyItsOwnTopicsAreTheirs() {
        assertTrue(downlinks.isTheirs(SET));
        assertFalse(downlinks.isTheirs("actuatoren/pomp/set"));
    }

    /** What is under way is 36 characters, another one each time. */
    private List<String> withoutIds() {
        return sent.stream().map(each -> each.replaceAll(UUID, "ID")).toList();
    }

    private String idOf(int number) {
        String id =
                sent.get(number)
                        .replaceAll(
                                ".*(?:\"id\":|correlation_ids\":\\[)\"(" + UUID + ")\".*", "$1");
        assertEquals(36, id.length(), sent.get(number));
        return id;
    }

    private static byte[] document(String name, String before, String id) throws Exception {
        return Files.readString(Path.of("src/test/resources/lorawan", name + ".json"))
                .replace(before, id)
                .getBytes(UTF_8);
    }

    private void report(String kind, String payload) {
        downlinks.report(kind, payload.replace("ID", idOf(0)).getBytes(UTF_8));
        handle();
    }

    private void handle() {
        try {
            downlinks.handle();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(String payload) {
        put(Optional.of(payload.getBytes(UTF_8)), 1, false);
    }

    private void put(Optional<byte[]> payload, int qos, boolean retained) {
        downlinks.put(SET, payload, qos, retained);
        handle();
    }

    private void assertRefused(String reason) {
        String last = answers.get(answers.size() - 1);
        assertTrue(
                last.startsWith(
                        "actuatoren/klep/result {\"accepted\":false,\"reason\":\"" + reason + "\""),
                last);
        assertEquals(List.of(), sent);
    }
}

package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.ManualClock;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.Topics;
import meetpost.agent.topic.TtnTopics;
import org.junit.jupiter.api.Test;

class DownlinksTest {

    private static final String SET = "actuatoren/klep/set";

    private final List<String> answers = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final ManualTicks ticks = new ManualTicks();
    private Standing standing = Standing.alone();
    private final Downlinks downlinks =
            new Downlinks(
                    List.of(new Downlink("klep", "klep-1", 15)),
                    new Topics(
                            new TopicSettings(
                                    "sensoren", "ingangen", "actuatoren", "apparaten", false),
                            "",
                            "kelder-pi"),
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
                                + "\"frm_payload\":\"AQ==\",\"priority\":\"NORMAL\"}]}",
                        "0 v3/app@ttn/devices/klep-1/down/push {\"downlinks\":[{\"f_port\":15,"
                                + "\"frm_payload\":\"AA==\",\"priority\":\"NORMAL\"}]}"),
                sent);
        assertEquals(
                List.of(
                        "actuatoren/klep/result {\"accepted\":true,\"state\":\"ON\"}",
                        "actuatoren/klep/result {\"id\":\"42\",\"accepted\":true,\"state\":\"OFF\"}"),
                answers);
        assertEquals(2, downlinks.accepted());
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

        assertEquals(1, sent.size());
        assertEquals(2, answers.size());
        assertEquals(answers.get(0), answers.get(1));
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

        assertEquals(3000, answers.size());
        assertEquals(3000, busy + downlinks.accepted());
        assertEquals(
                "actuatoren/klep/result {\"id\":\"2999\",\"accepted\":true,\"state\":\"ON\"}",
                answers.get(2999));
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

    private void take(String payload) {
        put(Optional.of(payload.getBytes(UTF_8)), 1, false);
    }

    private void put(Optional<byte[]> payload, int qos, boolean retained) {
        downlinks.put(SET, payload, qos, retained);
        try {
            downlinks.handle();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

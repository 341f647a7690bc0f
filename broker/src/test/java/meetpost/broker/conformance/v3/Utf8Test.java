package meetpost.broker.conformance.v3;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 1.5.3 UTF-8 encoded strings. */
@Execution(ExecutionMode.CONCURRENT)
class Utf8Test {

    /**
     * RFC 3629: a lone continuation, an overlong slash, a surrogate, beyond U+10FFFF, cut short, a
     * byte that never occurs.
     */
    private static final List<String> ILL_FORMED =
            List.of("61 80 61", "c0 af 61", "ed a0 80", "f4 90 80 80", "61 e2 82", "61 ff 61");

    @Conversation
    @Statement({"MQTT-1.5.3-1", "MQTT-3.3.2-1"})
    void closesOnATopicThatIsNotUtf8(Peer broker) {
        for (String topic : ILL_FORMED) {
            int length = topic.length() / 3 + 1;
            broker.client("a")
                    .send("30 %02x 00 %02x %s".formatted(length + 2, length, topic))
                    .expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-1.5.3-1", "MQTT-3.1.3-4", "MQTT-3.1.4-1"})
    void closesOnAClientIdThatIsNotUtf8(Peer broker) {
        for (String id : ILL_FORMED) {
            int length = id.length() / 3 + 1;
            broker.open()
                    .send(
                            "10 %02x 00 04 'MQTT' 04 02 00 3c 00 %02x %s"
                                    .formatted(length + 12, length, id))
                    .expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-1.5.3-1", "MQTT-3.1.3-10"})
    void closesOnAWillTopicThatIsNotUtf8(Peer broker) {
        broker.open()
                .send("10 15 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 03 ed a0 80 00 01 'w'")
                .expectClosed();
    }

    @Conversation
    @Statement({"MQTT-1.5.3-1", "MQTT-3.1.3-11"})
    void closesOnAUserNameThatIsNotUtf8(Peer broker) {
        broker.open().send("10 11 00 04 'MQTT' 04 82 00 3c 00 01 'a' 00 02 c0 af").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-1.5.3-1", "MQTT-3.8.3-1"})
    void closesOnASubscribedFilterThatIsNotUtf8(Peer broker) {
        broker.client("a").send("82 09 00 01 00 04 74 ed bf bf 00").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-1.5.3-1", "MQTT-3.10.3-1"})
    void closesOnAnUnsubscribedFilterThatIsNotUtf8(Peer broker) {
        broker.client("a").send("a2 08 00 01 00 04 74 ed bf bf").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-1.5.3-2", "MQTT-4.7.3-2"})
    void closesOnNulInATopic(Peer broker) {
        broker.client("a").send("30 06 00 03 'a' 00 'b' 'x'").expectClosed();
    }

    @Conversation
    @Statement({"MQTT-1.5.3-2", "MQTT-4.7.3-2"})
    void closesOnNulInAFilter(Peer broker) {
        broker.client("a").send("82 08 00 01 00 03 'a' 00 'b' 00").expectClosed();
        broker.client("a").send("a2 07 00 01 00 03 'a' 00 'b'").expectClosed();
    }

    @Conversation
    @Statement("MQTT-1.5.3-2")
    void closesOnNulInAClientIdAWillTopicOrAUserName(Peer broker) {
        broker.open().send("10 0e 00 04 'MQTT' 04 02 00 3c 00 02 'a' 00").expectClosed();
        broker.open()
                .send("10 14 00 04 'MQTT' 04 06 00 3c 00 01 'a' 00 02 't' 00 00 01 'w'")
                .expectClosed();
        broker.open().send("10 11 00 04 'MQTT' 04 82 00 3c 00 01 'a' 00 02 'u' 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-1.5.3-3")
    void keepsAByteOrderMarkAsTheCharacterThatItIs(Peer broker) {
        Wire marked = broker.client("a");
        marked.send("82 09 00 01 00 04 ef bb bf 't' 00").expect("90 03 00 01 00");
        Wire plain = broker.subscriber("b", "t", 0);

        Wire publisher = broker.client("p");
        publisher
                .send("30 0c 00 04 ef bb bf 't' 'marked'", "30 08 00 01 't' 'plain'")
                .expectSilence();

        marked.expect("30 0c 00 04 ef bb bf 't' 'marked'").expectSilence();
        plain.expect("30 08 00 01 't' 'plain'").expectSilence();
    }

    @Conversation
    @Statement("MQTT-1.5.3-1")
    void takesCharactersOfFourBytes(Peer broker) {
        Wire wire = broker.client("a");
        wire.send("82 0a 00 01 00 05 41 f0 aa 9b 94 00").expect("90 03 00 01 00");

        wire.send("30 08 00 05 41 f0 aa 9b 94 'x'").expect("30 08 00 05 41 f0 aa 9b 94 'x'");
    }
}

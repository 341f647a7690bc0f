package meetpost.broker.conformance.v3;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 3.1.1, 4.7 Topic names and topic filters. */
@Execution(ExecutionMode.CONCURRENT)
class TopicTest {

    @Conversation
    @Statement({"MQTT-4.7.1-2", "MQTT-4.8.0-1"})
    void closesOnAHashThatIsNotTheWholeLastLevel(Peer broker) {
        for (String filter : List.of("a/#/b", "a#", "#a", "a/b#", "#/a", "##")) {
            broker.client("a").send(subscription(filter)).expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-4.7.1-3", "MQTT-4.8.0-1"})
    void closesOnAPlusThatIsNotAWholeLevel(Peer broker) {
        for (String filter : List.of("a+", "+a", "a/b+", "a/+b/c", "++")) {
            broker.client("a").send(subscription(filter)).expectClosed();
        }
    }

    @Conversation
    @Statement({"MQTT-4.7.1-2", "4.7.1.2/1"})
    void matchesTheParentAndAllBelowWithHash(Peer broker) {
        Wire wire = broker.subscriber("a", "sport/#", 0);

        wire.send(
                        "30 08 00 05 'sport' '1'",
                        "30 09 00 06 'sport/' '2'",
                        "30 0c 00 09 'sport/a/b' '3'",
                        "30 09 00 06 'sports' '4'")
                .expect(
                        "30 08 00 05 'sport' '1'",
                        "30 09 00 06 'sport/' '2'",
                        "30 0c 00 09 'sport/a/b' '3'")
                .expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.7.1-3", "4.7.1.3/1"})
    void matchesExactlyOneLevelWithPlus(Peer broker) {
        Wire wire = broker.client("a");
        wire.send("82 15 00 01 00 03 'a/+' 00 00 05 '+/+/z' 00 00 02 '/+' 00")
                .expect("90 05 00 01 00 00 00");

        wire.send("30 04 00 01 'a' '1'", "30 08 00 05 'a/b/c' '2'", "30 06 00 03 'b/c' '3'")
                .expectSilence();
        wire.send(
                        "30 05 00 02 'a/' '4'",
                        "30 06 00 03 'a/b' '5'",
                        "30 06 00 03 '//z' '6'",
                        "30 05 00 02 '/x' '7'")
                .expect(
                        "30 05 00 02 'a/' '4'",
                        "30 06 00 03 'a/b' '5'",
                        "30 06 00 03 '//z' '6'",
                        "30 05 00 02 '/x' '7'");
    }

    @Conversation
    @Statement("MQTT-4.7.2-1")
    void doesNotMatchTopicsThatStartWithDollarWithAWildcard(Peer broker) {
        Wire wire = broker.client("a");
        wire.send("82 12 00 01 00 01 '#' 00 00 03 '+/x' 00 00 03 '+/#' 00")
                .expect("90 05 00 01 00 00 00");

        wire.send("30 0c 00 08 '$other/x' 'no'").expectSilence();
    }

    @Conversation
    @Statement({"MQTT-4.7.2-1", "4.7.2/1"})
    void matchesTopicsThatStartWithDollarWithAFilterThatDoes(Peer broker) {
        Wire wire = broker.subscriber("a", "$other/+", 0);

        wire.send("30 0d 00 08 '$other/x' 'yes'").expect("30 0d 00 08 '$other/x' 'yes'");
    }

    @Conversation
    @Statement("MQTT-4.7.2-1")
    void doesNotSendRetainedTopicsThatStartWithDollarToAWildcard(Peer broker) {
        broker.client("p").send("31 0e 00 08 '$other/x' 'kept'").expectSilence();

        broker.subscriber("a", "#", 0).expectSilence();
        broker.subscriber("b", "+/x", 0).expectSilence();
        broker.subscriber("c", "$other/#", 0).expect("31 0e 00 08 '$other/x' 'kept'");
    }

    @Conversation
    @Statement({"MQTT-4.7.3-1", "MQTT-4.8.0-1"})
    void closesOnAnEmptyTopicOrFilter(Peer broker) {
        broker.client("a").send("30 03 00 00 'x'").expectClosed();
        broker.client("a").send("82 05 00 01 00 00 00").expectClosed();
        broker.client("a").send("82 09 00 01 00 01 't' 00 00 00 00").expectClosed();
        broker.client("a").send("a2 04 00 01 00 00").expectClosed();
    }

    @Conversation
    @Statement("MQTT-4.7.3-3")
    void takesATopicOf65535Bytes(Peer broker) {
        Wire wire = broker.subscriber("a", "#", 0);

        wire.send("30 82 80 04 ff ff 't'*65535 'x'").expect("30 82 80 04 ff ff 't'*65535 'x'");
    }

    @Conversation
    @Statement("MQTT-4.7.3-4")
    void comparesTopicsAsTheyAre(Peer broker) {
        Wire wire = broker.client("a");
        wire.send("82 0d 00 01 00 03 'a/b' 00 00 02 c3 a9 00").expect("90 04 00 01 00 00");

        wire.send(
                        "30 07 00 04 '/a/b' 'x'",
                        "30 07 00 04 'a/b/' 'x'",
                        "30 06 00 03 'A/b' 'x'",
                        "30 07 00 04 'a//b' 'x'",
                        "30 07 00 04 ' a/b' 'x'")
                .expectSilence();
        wire.send("30 0f 00 03 65 cc 81 'decomposed'").expectSilence();
        wire.send("30 0c 00 02 c3 a9 'composed'").expect("30 0c 00 02 c3 a9 'composed'");
    }

    @Conversation
    @Statement("4.7.3/1")
    void takesTopicsOfSlashesAndSpaces(Peer broker) {
        Wire wire = broker.client("a");
        wire.send("82 0f 00 01 00 01 '/' 00 00 01 ' ' 00 00 02 'a/' 00")
                .expect("90 05 00 01 00 00 00");

        wire.send("30 05 00 02 '//' '1'", "30 05 00 02 '  ' '2'", "30 04 00 01 'a' '3'")
                .expectSilence();
        wire.send("30 04 00 01 '/' '4'", "30 04 00 01 ' ' '5'", "30 05 00 02 'a/' '6'")
                .expect("30 04 00 01 '/' '4'", "30 04 00 01 ' ' '5'", "30 05 00 02 'a/' '6'");
    }

    @Conversation
    @Statement("4.7.1.2/1")
    void takesEverythingWithHashAlone(Peer broker) {
        Wire wire = broker.subscriber("a", "#", 0);

        wire.send("30 04 00 01 '/' '1'", "30 08 00 05 'a/b/c' '2'")
                .expect("30 04 00 01 '/' '1'", "30 08 00 05 'a/b/c' '2'");
    }

    private static String subscription(String filter) {
        int length = filter.length();
        return "82 %02x 00 01 00 %02x '%s' 00".formatted(length + 5, length, filter);
    }
}

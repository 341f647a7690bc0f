package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscriber;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** MQTT 5, 4.7 Topic names and topic filters. */
@Execution(ExecutionMode.CONCURRENT)
class TopicTest {

    @Conversation
    @Statement({"MQTT-4.7.1-1", "MQTT-4.13.1-1"})
    void refusesAHashThatIsNotTheWholeLastLevel(Peer broker) {
        for (String filter : List.of("a/#/b", "a#", "#a", "##")) {
            refused(client(broker, "a").send(subscription(filter)), 0x81, 0x82, 0x8f);
        }
    }

    @Conversation
    @Statement({"MQTT-4.7.1-2", "MQTT-4.13.1-1"})
    void refusesAPlusThatIsNotAWholeLevel(Peer broker) {
        for (String filter : List.of("a+", "+a", "a/b+/c", "++")) {
            refused(client(broker, "a").send(subscription(filter)), 0x81, 0x82, 0x8f);
        }
    }

    @Conversation
    @Statement({"MQTT-4.7.1-1", "MQTT-4.7.1-2"})
    void matchesWildcards(Peer broker) {
        Wire wire =
                client(broker, "a")
                        .send("82 1a 00 01 00 00 07 'sport/#' 00 00 05 '+/+/z' 00 00 02 '/+' 00");
        suback(wire, 1, 0, 0, 0);

        wire.send("30 0a 00 06 'sports' 00 '0'", "30 07 00 03 'x/z' 00 '0'").expectSilence();
        wire.send(
                        "30 09 00 05 'sport' 00 '1'",
                        "30 0a 00 06 'sport/' 00 '2'",
                        "30 07 00 03 '//z' 00 '3'",
                        "30 06 00 02 '/x' 00 '4'")
                .expect(
                        "30 09 00 05 'sport' 00 '1'",
                        "30 0a 00 06 'sport/' 00 '2'",
                        "30 07 00 03 '//z' 00 '3'",
                        "30 06 00 02 '/x' 00 '4'");
    }

    @Conversation
    @Statement("MQTT-4.7.2-1")
    void doesNotMatchTopicsThatStartWithDollarWithAWildcard(Peer broker) {
        Wire wire = client(broker, "a").send("82 0d 00 01 00 00 01 '#' 00 00 03 '+/x' 00");
        suback(wire, 1, 0, 0);

        wire.send("30 0d 00 08 '$other/x' 00 'no'").expectSilence();
        subscriber(broker, "b", "$other/#", 0)
                .send("30 0e 00 08 '$other/x' 00 'yes'")
                .expect("30 0e 00 08 '$other/x' 00 'yes'");
    }

    @Conversation
    @Statement({"MQTT-4.7.3-1", "MQTT-4.13.1-1"})
    void refusesAnEmptyTopicOrFilter(Peer broker) {
        refused(client(broker, "a").send("30 04 00 00 00 'x'"), 0x81, 0x82, 0x90);
        refused(client(broker, "a").send("82 06 00 01 00 00 00 00"), 0x81, 0x82, 0x8f);
        refused(client(broker, "a").send("a2 05 00 01 00 00 00"), 0x81, 0x82, 0x8f);
    }

    @Conversation
    @Statement("MQTT-4.7.3-3")
    void takesATopicOf65535Bytes(Peer broker) {
        Wire wire = subscriber(broker, "a", "#", 0);

        wire.send("30 83 80 04 ff ff 't'*65535 00 'x'")
                .expect("30 83 80 04 ff ff 't'*65535 00 'x'");
    }

    @Conversation
    @Statement("MQTT-4.7.3-4")
    void comparesTopicsAsTheyAre(Peer broker) {
        Wire wire = subscriber(broker, "a", "a/b", 0);

        wire.send(
                        "30 08 00 04 '/a/b' 00 'x'",
                        "30 08 00 04 'a/b/' 00 'x'",
                        "30 07 00 03 'A/b' 00 'x'",
                        "30 08 00 04 'a//b' 00 'x'",
                        "30 08 00 04 ' a/b' 00 'x'")
                .expectSilence();
    }

    private static String subscription(String filter) {
        int length = filter.length();
        return "82 %02x 00 01 00 00 %02x '%s' 00".formatted(length + 6, length, filter);
    }
}

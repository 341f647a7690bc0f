package meetpost.broker.conformance.v5;

import static meetpost.broker.conformance.Five.client;
import static meetpost.broker.conformance.Five.connack;
import static meetpost.broker.conformance.Five.connect;
import static meetpost.broker.conformance.Five.refused;
import static meetpost.broker.conformance.Five.suback;
import static meetpost.broker.conformance.Five.subscriber;
import static meetpost.broker.conformance.Five.unsuback;

import java.util.List;
import meetpost.broker.conformance.Conversation;
import meetpost.broker.conformance.Peer;
import meetpost.broker.conformance.Statement;
import meetpost.broker.conformance.Wire;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What MQTT 5 says without a number and no other conversation shows. */
@Execution(ExecutionMode.CONCURRENT)
class UnnumberedTest {

    @Conversation
    @Statement("3.1.2.11/1")
    void refusesPropertiesOfConnectThatOccurTwice(Peer broker) {
        for (String property :
                List.of(
                        "11 00 00 00 0a",
                        "21 00 0a",
                        "27 00 00 10 00",
                        "22 00 0a",
                        "19 01",
                        "17 01")) {
            refused(broker.open().send(connect("02", "a", property + " " + property)), 0x82);
        }
    }

    @Conversation
    @Statement("3.1.2.11/1")
    void takesUserPropertiesOfConnectThatOccurTwice(Peer broker) {
        client(broker, "a", "26 00 01 'k' 00 01 '1' 26 00 01 'k' 00 01 '2'").expectSilence();
    }

    @Conversation
    @Statement("3.1.2.11.3/1")
    void refusesAReceiveMaximumOfZero(Peer broker) {
        refused(broker.open().send(connect("02", "a", "21 00 00")), 0x82);
    }

    @Conversation
    @Statement("3.1.2.11.4/1")
    void refusesAMaximumPacketSizeOfZero(Peer broker) {
        refused(broker.open().send(connect("02", "a", "27 00 00 00 00")), 0x82);
    }

    @Conversation
    @Statement({"3.1.2.11.6/1", "3.1.2.11.7/1"})
    void refusesRequestsForInformationThatAreNeither0Nor1(Peer broker) {
        refused(broker.open().send(connect("02", "a", "19 02")), 0x82);
        refused(broker.open().send(connect("02", "a", "17 02")), 0x82);
    }

    @Conversation
    @Statement("3.1.3.2/1")
    void refusesPropertiesOfTheWillThatOccurTwice(Peer broker) {
        refused(
                broker.open()
                        .send(
                                "10 1f 00 04 'MQTT' 05 06 00 3c 00 00 01 'a'"
                                        + " 0a 18 00 00 00 01 18 00 00 00 01 00 01 't' 00 01 'x'"),
                0x82);
    }

    @Conversation
    @Statement("3.1.4/1")
    void takesPacketsInTheSameSegmentAsConnect(Peer broker) {
        Wire wire =
                broker.open()
                        .send(
                                connect("02", "a", ""),
                                "82 07 00 01 00 00 01 't' 00",
                                "30 05 00 01 't' 00 'x'");

        connack(wire, 0, 0);
        suback(wire, 1, 0);
        wire.expect("30 05 00 01 't' 00 'x'");
    }

    @Conversation
    @Statement("3.3.2.3/1")
    void refusesPropertiesOfPublishThatOccurTwice(Peer broker) {
        refused(client(broker, "a").send("30 09 00 01 't' 04 01 01 01 01 'x'"), 0x82);
        for (String twice :
                List.of(
                        "0a 02 00 00 00 0a 02 00 00 00 0a",
                        "08 08 00 01 'r' 08 00 01 'r'",
                        "08 09 00 01 'c' 09 00 01 'c'",
                        "08 03 00 01 'c' 03 00 01 'c'",
                        "06 23 00 01 23 00 01")) {
            int properties = Integer.parseInt(twice.substring(0, 2), 16);
            refused(
                    client(broker, "a")
                            .send("30 %02x 00 01 't' %s 'x'".formatted(5 + properties, twice)),
                    0x82);
        }
    }

    @Conversation
    @Statement("3.3.2.3.4/1")
    void refusesAnAliasWithoutATopicThatHasNone(Peer broker) {
        refused(client(broker, "a").send("30 07 00 00 03 23 00 02 'x'"), 0x82);
    }

    @Conversation
    @Statement("3.8.2.1/1")
    void refusesTwoSubscriptionIds(Peer broker) {
        refused(client(broker, "a").send("82 0b 00 01 04 0b 01 0b 02 00 01 't' 00"), 0x82);
    }

    @Conversation
    @Statement("3.8.3.1/1")
    void refusesQos3AndRetainHandling3(Peer broker) {
        refused(client(broker, "a").send("82 07 00 01 00 00 01 't' 03"), 0x81, 0x82);
        refused(client(broker, "a").send("82 07 00 01 00 00 01 't' 30"), 0x81, 0x82);
    }

    @Conversation
    @Statement("3.11.3/1")
    void saysThatThereWasNoSubscription(Peer broker) {
        Wire wire = subscriber(broker, "a", "t", 0);

        unsuback(wire.send("a2 0a 00 02 00 00 01 't' 00 02 'no'"), 2, 0x00, 0x11);
    }

    @Conversation
    @Statement("4.8.2/1")
    void sendsACopyToEachShareNameAndToOrdinarySubscriptions(Peer broker) {
        Wire one = subscriber(broker, "a", "$share/g/t", 0);
        Wire other = subscriber(broker, "b", "$share/h/t", 0);
        Wire ordinary = subscriber(broker, "c", "t", 0);

        client(broker, "p").send("30 05 00 01 't' 00 'x'").expectSilence();

        for (Wire wire : List.of(one, other, ordinary)) {
            wire.expect("30 05 00 01 't' 00 'x'").expectSilence();
        }
    }

    @Conversation
    @Statement("4.8.2/3")
    void sendsWhatComesToWhoIsLeftOfAGroup(Peer broker) {
        Wire stays = subscriber(broker, "a", "$share/g/t", 0);
        Wire goes = subscriber(broker, "b", "$share/g/t", 0);
        goes.send("e0 00").expectClosed();

        client(broker, "p")
                .send("30 05 00 01 't' 00 '1'", "30 05 00 01 't' 00 '2'", "30 05 00 01 't' 00 '3'")
                .expectSilence();

        stays.expect("30 05 00 01 't' 00 '1'", "30 05 00 01 't' 00 '2'", "30 05 00 01 't' 00 '3'");
    }
}

package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakeoversTest {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Optional<Unanswered> NOTHING = Optional.empty();
    private static final Optional<Unanswered> SUBSCRIBE =
            Optional.of(Unanswered.subscribe(List.of("actuatoren/pomp/set")));
    private static final Optional<Unanswered> INFO =
            Optional.of(Unanswered.publish(Message.retained("apparaten/kelder-pi/info", "{}", 1)));

    private final Takeovers takeovers = new Takeovers("meetpost-kelder-pi-3f2a9c01");

    @Test
    void twoShortSessionsThatEndWithNothingUnansweredAreAnotherClients() {
        takeovers.closed(SHORT, NOTHING);
        assertEquals(0, takeovers.count());
        takeovers.closed(SHORT, NOTHING);

        assertEquals(1, takeovers.count());
    }

    /** A broker that allows eight filters in a SUBSCRIBE made us look for a second program. */
    @Test
    void sessionsThatAllEndWithTheSamePacketUnansweredAreNot() {
        takeovers.closed(SHORT, SUBSCRIBE);
        takeovers.closed(SHORT, SUBSCRIBE);
        takeovers.closed(SHORT, SUBSCRIBE);

        assertEquals(0, takeovers.count());
    }

    @Test
    void aPublishIsTheSameWhateverIsInIt() {
        takeovers.closed(SHORT, INFO);
        takeovers.closed(
                SHORT,
                Optional.of(
                        Unanswered.publish(
                                Message.retained("apparaten/kelder-pi/info", "{\"a\":1}", 1))));

        assertEquals(0, takeovers.count());
    }

    @Test
    void sessionsThatEndWithOneThingOrAnotherUnansweredMayBe() {
        takeovers.closed(SHORT, SUBSCRIBE);
        takeovers.closed(SHORT, INFO);

        assertEquals(1, takeovers.count());
    }

    @Test
    void aLongSessionOrARefusalBeginsAnew() {
        takeovers.closed(SHORT, NOTHING);
        takeovers.closed(Duration.ofSeconds(11), NOTHING);
        takeovers.closed(SHORT, NOTHING);
        takeovers.refused();
        takeovers.closed(SHORT, NOTHING);

        assertEquals(0, takeovers.count());
    }

    @Test
    void whatIsUnansweredIsNamedInShort() {
        assertEquals(
                "a SUBSCRIBE to a/set and b/set",
                Unanswered.subscribe(List.of("a/set", "b/set")).toString());
        assertEquals(
                "a SUBSCRIBE to a, b, c and 2 more",
                Unanswered.subscribe(List.of("a", "b", "c", "d", "e")).toString());
        assertEquals(
                "a PUBLISH on apparaten/kelder-pi/info (2 bytes, QoS 1, retained)",
                INFO.orElseThrow().toString());
    }
}

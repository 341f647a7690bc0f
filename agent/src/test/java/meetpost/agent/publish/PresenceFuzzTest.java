package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import meetpost.agent.fuzz.Mutations;
import org.junit.jupiter.api.Test;

/** What others say on our own topics costs the publish loop itself at most. */
class PresenceFuzzTest extends PublishLoopRig {

    @Test
    void whatIsHeardFailsNobody() throws Exception {
        Way way = up();
        new Mutations("info")
                .feed(
                        10,
                        input -> {
                            presence.heard("apparaten/kelder-pi/info", input, true);
                            presence.heard("apparaten/kelder-pi/status", input, false);
                        });

        publishLoop.heard(STATUS, "offline".getBytes(UTF_8), false);

        way.awaits(STATUS + " online");
        assertEquals(0, publishLoop.defects());
    }
}

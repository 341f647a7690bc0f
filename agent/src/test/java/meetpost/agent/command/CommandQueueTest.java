package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.WakeSignal;
import org.junit.jupiter.api.Test;

class CommandQueueTest {

    private static final Addressee POMP =
            new Addressee("pomp", "actuatoren/pomp", "actuatoren/pomp/result", false);
    private static final Addressee KLEP =
            new Addressee("klep", "actuatoren/klep", "actuatoren/klep/result", false);

    /** For ON is the safe level of this one. */
    private static final Addressee FAN =
            new Addressee("fan", "actuatoren/fan", "actuatoren/fan/result", true);

    private static final int ROOM = 1 << 20;

    private final CommandQueue queue = new CommandQueue(ROOM, WakeSignal.real());
    private final List<String> overtaken = new ArrayList<>();

    @Test
    void givesInOrderAlsoForDifferentOutputs() throws Exception {
        add(KLEP, "ON", 1);
        add(KLEP, "OFF", 2);
        add(POMP, "ON", 3);
        add(KLEP, "ON", 4);

        assertEquals(List.of("klep 1", "klep 2", "pomp 3", "klep 4"), rest());
    }

    @Test
    void theOldestOfTheSameOutputGivesWayAfterAThousand() throws Exception {
        add(KLEP, "ON", 0);
        for (int n = 1; n <= 1003; n++) {
            add(POMP, "ON", n);
        }

        assertEquals(List.of("pomp 1", "pomp 2", "pomp 3"), overtaken);
        List<String> rest = rest();
        assertEquals("klep 0", rest.get(0));
        assertEquals("pomp 4", rest.get(1));
        assertEquals("pomp 1003", rest.get(1000));
        assertEquals(1001, rest.size());
    }

    @Test
    void theSafeLevelGivesWayToNothing() throws Exception {
        add(POMP, "OFF", 1);
        add(POMP, "ON", 2);
        add(POMP, "OFF", 3);
        for (int n = 4; n <= 1005; n++) {
            add(POMP, "TOGGLE", n);
        }

        assertEquals(List.of("pomp 2", "pomp 4", "pomp 5", "pomp 6", "pomp 7"), overtaken);
        assertEquals(List.of("pomp 1", "pomp 3", "pomp 8"), rest().subList(0, 3));
    }

    @Test
    void whichLevelIsSafeIsTheOutputsOwn() throws Exception {
        add(FAN, "OFF", 1);
        add(FAN, "ON", 2);
        for (int n = 3; n <= 1001; n++) {
            add(FAN, "OFF", n);
        }
        add(FAN, "OFF", 1002);

        assertEquals(List.of("fan 1", "fan 3"), overtaken);
        assertEquals("fan 2", rest().get(0));
    }

    @Test
    void theNewestWinsAlsoOverAThousandThatAreForTheSafeLevel() throws Exception {
        for (int n = 1; n <= 1200; n++) {
            add(POMP, "OFF", n);
        }
        assertTrue(queue.isBehind());
        add(POMP, "ON", 1201);

        assertEquals(List.of(), overtaken);
        List<String> rest = rest();
        assertEquals("pomp 1", rest.get(0));
        assertEquals("pomp 1201", rest.get(1200));
        assertFalse(queue.isBehind());
    }

    @Test
    void bytesAreBoundedToo() {
        var narrow = new CommandQueue(10_000, WakeSignal.real());
        int kept = 0;
        for (int n = 0; n < 1000; n++) {
            kept +=
                    1
                            - narrow.add(command(POMP, "{\"state\":\"OFF\",\"id\":\"" + n + "\"}"))
                                    .size();
            kept += 1 - narrow.add(command(POMP, "{\"state\":\"ON\",\"id\":\"" + n + "\"}")).size();
        }

        assertTrue(kept > 30 && kept < 80, "kept " + kept);
    }

    /** Nobody waits behind a flood: after a hundred of them others have every second turn. */
    @Test
    void aFloodForOneOutputDelaysNoOther() throws Exception {
        for (int n = 0; n < 1000; n++) {
            add(POMP, "ON", n);
        }
        for (int n = 0; n < 50; n++) {
            add(KLEP, "ON", n);
        }

        List<String> rest = rest();
        assertEquals(1050, rest.size());
        assertTrue(rest.indexOf("klep 0") <= 102, "klep 0 is " + rest.indexOf("klep 0"));
        assertTrue(rest.indexOf("klep 49") <= 202, "klep 49 is " + rest.indexOf("klep 49"));
        assertEquals(1000, rest.stream().filter(each -> each.startsWith("pomp")).count());
    }

    @Test
    void twoFloodsTakeTurns() throws Exception {
        for (int n = 0; n < 1000; n++) {
            add(POMP, "ON", n);
        }
        for (int n = 0; n < 300; n++) {
            add(KLEP, "ON", n);
        }

        List<String> rest = rest();
        assertTrue(rest.indexOf("klep 299") <= 700, "at " + rest.indexOf("klep 299"));
    }

    @Test
    void givesNothingAfterTheBound() throws Exception {
        assertTrue(queue.take(Duration.ofMillis(1)).isEmpty());
    }

    private void add(Addressee addressee, String state, int id) {
        queue.add(command(addressee, "{\"state\":\"" + state + "\",\"id\":\"" + id + "\"}"))
                .forEach(each -> overtaken.add(text(each)));
    }

    private static Incoming command(Addressee addressee, String payload) {
        return Incoming.of(addressee, payload.getBytes(UTF_8), 1, false);
    }

    private static String text(Incoming incoming) {
        return incoming.addressee().name() + " " + incoming.id().orElseThrow();
    }

    private List<String> rest() throws InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<Incoming> next = queue.take(Duration.ZERO);
        while (next.isPresent()) {
            all.add(text(next.get()));
            next = queue.take(Duration.ZERO);
        }
        return all;
    }
}

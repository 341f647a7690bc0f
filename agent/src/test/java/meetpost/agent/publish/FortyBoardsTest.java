package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.claim.Conflict;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty boards with the same settings lose one Mosquitto at once, and come back to it. */
class FortyBoardsTest {

    private static final int BOARDS = 40;
    private static final int BOUND = 240;

    /** Of both directions, with all that a session costs; the infos of all are most of it. */
    private static final long MOST_BYTES_A_BOARD = 400_000;

    private static final String PUMP = "actuatoren/pomp";

    @TempDir private Path directory;
    private final List<TestAgent> boards = new ArrayList<>();

    @Test
    void oneHasTheTopicsBeforeAndAfterAndItCostsFewBytes() throws Exception {
        try (var broker = Mosquitto.start();
                var proxy = new Proxy(broker.port());
                var observer = new Observer(broker.port(), "#")) {
            try {
                for (int i = 0; i < BOARDS; i++) {
                    boards.add(
                            TestAgent.board("pi-" + i, proxy.port(), directory.resolve("s" + i)));
                }
                Eventually.within(BOUND, "one has all, and all say so", this::isDecided);
                int holder = holder();
                Eventually.within(
                        BOUND,
                        "it will be the holder again",
                        () ->
                                observer.last("apparaten/pi-" + holder + "/info")
                                        .contains("\"holds\":true"));
                observer.forget();
                long before = proxy.bytes();

                proxy.cut();

                Eventually.within(BOUND, "all are back", () -> areBack(observer));
                Eventually.within(BOUND, "all say so again", this::isDecided);
                long each = (proxy.bytes() - before) / BOARDS;
                assertEquals(holder, holder(), "the same one");
                assertTrue(each <= MOST_BYTES_A_BOARD, each + " bytes a board");
                System.out.println(BOARDS + " boards came back: " + each + " bytes a board");
                nothingOfTheOthers(observer, holder);
                Eventually.within(
                        BOUND, "no other one obeys", () -> obedient().equals(List.of(holder)));
            } finally {
                boards.parallelStream().forEach(TestAgent::close);
            }
        }
    }

    private void nothingOfTheOthers(Observer observer, int holder) throws Exception {
        for (int i = 0; i < BOARDS; i++) {
            boards.get(i).read(i);
            boards.get(i).link().publisher().state(PUMP, i == holder ? "ON" : "OFF", 1);
        }
        for (int i = 0; i < BOARDS; i++) {
            TestAgent board = boards.get(i);
            long withheld = i == holder ? 0 : 1;
            Eventually.within(
                    BOUND, "withheld by pi-" + i, () -> board.link().withheld() == withheld);
        }
        Eventually.within(BOUND, "its state", () -> observer.last(PUMP).equals("ON"));
        Eventually.within(
                BOUND, "its value", () -> !observer.last(TestAgent.TEMPERATURE).isEmpty());

        assertEquals(List.of(holder + ".00"), observer.on(TestAgent.TEMPERATURE));
        assertEquals(List.of("ON"), observer.on(PUMP));
    }

    private boolean areBack(Observer observer) {
        for (int i = 0; i < BOARDS; i++) {
            if (!observer.last("apparaten/pi-" + i + "/status").equals("online")
                    || observer.last("apparaten/pi-" + i + "/info").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** All connected; one has a conflict with each other one, and each of those with that one. */
    private boolean isDecided() {
        List<Integer> obedient = obedient();
        if (obedient.size() != 1) {
            return false;
        }
        for (int i = 0; i < BOARDS; i++) {
            List<Conflict> conflicts = boards.get(i).link().standing().conflicts();
            int expected = i == obedient.get(0) ? BOARDS - 1 : 1;
            if (!boards.get(i).link().connected() || conflicts.size() != expected) {
                return false;
            }
        }
        return true;
    }

    /** Those that would execute a command. */
    private List<Integer> obedient() {
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            if (boards.get(i).link().standing().isOurs(PUMP)) {
                some.add(i);
            }
        }
        return some;
    }

    private int holder() {
        return obedient().get(0);
    }
}

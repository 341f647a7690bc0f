package meetpost.agent.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing goes round, however bridges are laid. */
class LoopTest {

    private static final List<String> ALL = List.of("#");
    private static final List<String> NONE = List.of();

    private final Path state;

    LoopTest(@TempDir Path state) {
        this.state = state;
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void outAndInMayOverlap(TestBroker.Kind kind) throws Exception {
        try (var near = kind.start();
                var far = Mosquitto.start();
                var bridge = new TestBridge(state, "a", near.port(), far.port(), ALL, ALL)) {
            bridge.ready();
            eachOnce(near.port(), far.port());
        }
    }

    /** A broker that gives back what came from us: then the bridge has to know its own. */
    @Test
    void outAndInMayOverlapWhereBrokersKnowNoBridges() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var nearGate = new NoBridges(near.port());
                var farGate = new NoBridges(far.port());
                var bridge =
                        new TestBridge(state, "a", nearGate.port(), farGate.port(), ALL, ALL)) {
            bridge.ready();
            assertTrue(nearGate.refused() > 0);
            assertTrue(farGate.refused() > 0);
            eachOnce(near.port(), far.port());
            assertTrue(bridge.bridge().refused().get("loop") >= 20);
        }
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void twoBridgesMayFaceEachOther(TestBroker.Kind kind) throws Exception {
        try (var one = kind.start();
                var other = Mosquitto.start();
                var there = new TestBridge(state, "a", one.port(), other.port(), ALL, NONE);
                var back = new TestBridge(state, "b", other.port(), one.port(), ALL, NONE)) {
            there.ready();
            back.ready();
            eachOnce(one.port(), other.port());
        }
    }

    @Test
    void twoBridgesMayDoOneDirectionEach() throws Exception {
        try (var one = Mosquitto.start();
                var other = Mosquitto.start();
                var out = new TestBridge(state, "a", one.port(), other.port(), ALL, NONE);
                var in = new TestBridge(state, "b", one.port(), other.port(), NONE, ALL)) {
            out.ready();
            in.ready();
            eachOnce(one.port(), other.port());
        }
    }

    @Test
    void threeBridgesMayMakeARing() throws Exception {
        try (var one = Mosquitto.start();
                var two = Mosquitto.start();
                var three = Mosquitto.start();
                var a = new TestBridge(state, "a", one.port(), two.port(), ALL, NONE);
                var b = new TestBridge(state, "b", two.port(), three.port(), ALL, NONE);
                var c = new TestBridge(state, "c", three.port(), one.port(), ALL, NONE)) {
            a.ready();
            b.ready();
            c.ready();
            eachOnce(one.port(), three.port());
        }
    }

    @Test
    void aBridgeToTheBrokerThatItStartsFromSaysSo() throws Exception {
        try (var broker = Mosquitto.start();
                var seen = new Observer(broker.port(), "sensoren/#");
                var bridge = new TestBridge(state, "a", broker.port(), broker.port(), ALL, NONE)) {
            Eventually.within(
                    15,
                    "it says so",
                    () ->
                            bridge.bridge()
                                    .problem()
                                    .filter(
                                            "bridge cloud: it leads to the broker that it starts from"
                                                    ::equals)
                                    .isPresent());
            Observer.publish(broker.port(), "sensoren/t", "1");
            Observer.publish(broker.port(), "sensoren/einde", "1");
            Eventually.within(10, "both", () -> !seen.last("sensoren/einde").isEmpty());
            assertEquals(List.of("1"), seen.on("sensoren/t"));
        }
    }

    /** The same value again and again, as a constant temperature is: none is taken for another. */
    private static void eachOnce(int one, int other) throws Exception {
        try (var atOne = new Observer(one, "sensoren/#");
                var atOther = new Observer(other, "sensoren/#")) {
            // Until every bridge knows who takes what: not counted.
            Eventually.within(
                    15,
                    "both ways are open",
                    () -> {
                        Observer.publish(one, "sensoren/heen", "x");
                        Observer.publish(other, "sensoren/terug", "x");
                        return !atOther.last("sensoren/heen").isEmpty()
                                && !atOne.last("sensoren/terug").isEmpty();
                    });
            for (int i = 0; i < 10; i++) {
                Observer.publish(one, "sensoren/t", "21.5");
                Observer.publish(other, "sensoren/u", "21.5", "-r");
            }
            Observer.publish(one, "sensoren/einde", "1");
            Observer.publish(other, "sensoren/einde", "2");
            for (var seen : List.of(atOne, atOther)) {
                Eventually.within(
                        15,
                        "the last ones: " + seen.all(),
                        () -> seen.on("sensoren/einde").containsAll(List.of("1", "2")));
                assertEquals(10, seen.on("sensoren/t").size());
                assertEquals(10, seen.on("sensoren/u").size());
            }
        }
    }
}

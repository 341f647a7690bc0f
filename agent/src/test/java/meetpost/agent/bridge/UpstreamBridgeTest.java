package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.TestBroker;
import meetpost.agent.settings.BridgeSettings.Crossing;
import meetpost.agent.settings.BridgeSettings.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between two real brokers: the near one of either kind, the far one Mosquitto. */
class UpstreamBridgeTest {

    private static final String STATUS = "apparaten/kelder-pi/bridges/cloud/status";

    /** MQTT 3.1.1, clean, keep-alive 60 s, client id r. */
    private static final byte[] CONNECT = HexFormat.of().parseHex("100d00044d5154540402003c000172");

    private final Path state;

    UpstreamBridgeTest(@TempDir Path state) {
        this.state = state;
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void forwardsWhatMatchesAndKeepsWhatIsRetained(TestBroker.Kind kind) throws Exception {
        try (var near = kind.start();
                var far = Mosquitto.start()) {
            Observer.publish(near.port(), "ingangen/deur", "ON", "-r");
            Observer.publish(near.port(), "huis/kelder", "nothing of ours");
            try (var bridge = bridge(near, far, List.of("sensoren/#", "ingangen/+"), List.of());
                    var seen = new Observer(far.port(), "#")) {
                awaitOn(seen, "ingangen/deur", 1);
                Observer.publish(near.port(), "sensoren/kas/licht", "300", "-r");
                Observer.publish(near.port(), "sensoren/kas/history", "{\"seq\":1}");
                Observer.publish(near.port(), "actuatoren/pomp", "ON");
                Observer.publish(near.port(), "ingangen/deur", "", "-r");
                awaitOn(seen, "ingangen/deur", 2);
                awaitOn(seen, "sensoren/kas/history", 1);
                assertEquals(List.of(), seen.on("actuatoren/pomp"));
                assertEquals(List.of("300"), seen.on("sensoren/kas/licht"));
                // The last acknowledgement may still be on its way.
                Eventually.within(
                        60,
                        "four are counted",
                        () -> bridge.bridge().carried().equals(Map.of("out", 4L, "in", 0L)));
            }
            try (var late = new Observer(far.port(), "#")) {
                awaitOn(late, "sensoren/kas/licht", 1);
                assertEquals(List.of(), late.on("sensoren/kas/history"));
                assertEquals(List.of(), late.on("ingangen/deur"));
            }
        }
    }

    @Test
    void clearsAtTheFarEndWhatAFormerBridgeOfThisBoardLeft() throws Exception {
        String gone = "apparaten/kelder-pi/bridges/vroeger/";
        String there = "apparaten/kelder-pi/bridges/elders/status";
        String ofAnother = "apparaten/zolder-pi/bridges/vroeger/status";
        try (var near = Mosquitto.start();
                var far = Mosquitto.start()) {
            Observer.publish(far.port(), gone + "status", "offline", "-r");
            Observer.publish(far.port(), gone + "in/reads", "{}", "-r");
            Observer.publish(far.port(), there, "online", "-r");
            Observer.publish(far.port(), ofAnother, "offline", "-r");
            try (var seen = new Observer(far.port(), "apparaten/#");
                    var bridge = bridge(near, far, List.of("sensoren/#"), List.of())) {
                awaitOn(seen, gone + "status", 2);
                awaitOn(seen, gone + "in/reads", 2);
                Eventually.within(60, "it is there", () -> bridge.bridge().connected());
            }
            try (var late = new Observer(far.port(), "apparaten/#")) {
                awaitOn(late, STATUS, 1);
                awaitOn(late, there, 1);
                awaitOn(late, ofAnother, 1);
                assertEquals(List.of(), late.on(gone + "status"));
                assertEquals(List.of(), late.on(gone + "in/reads"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void losesNothingAndKeepsTheOrderWhileTheFarBrokerIsAway(TestBroker.Kind kind)
            throws Exception {
        List<String> values = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
        try (var near = kind.start();
                var far = Mosquitto.start();
                var bridge = bridge(near, far, List.of("sensoren/#"), List.of())) {
            far.stop();
            Eventually.within(10, "it is seen", () -> !bridge.bridge().connected());
            Observer.publishAll(near.port(), "sensoren/t", values);
            Eventually.within(10, "all wait", () -> bridge.bridge().waiting() == 300);
            assertTrue(
                    bridge.bridge()
                            .problem()
                            .orElse("")
                            .startsWith("bridge cloud: no connection to mqtt://127.0.0.1:"));

            far.restart();

            try (var seen = new Observer(far.port(), "#")) {
                Eventually.within(60, "everything", () -> seen.on("sensoren/t").contains("299"));
                assertEquals(values, seen.on("sensoren/t").stream().distinct().toList());
                Eventually.within(5, "nothing waits", () -> bridge.bridge().waiting() == 0);
                assertEquals(0, bridge.bridge().dropped());
            }
        }
    }

    @Test
    void goesOnAfterARestartWithWhatWaited() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start()) {
            int port = far.port();
            far.stop();
            try (var bridge =
                    new TestBridge(
                            state,
                            "kelder-pi",
                            near.port(),
                            port,
                            List.of("sensoren/#"),
                            List.of())) {
                Eventually.within(
                        10,
                        "it takes",
                        () -> {
                            Observer.publish(near.port(), "sensoren/t", "21.5");
                            return bridge.bridge().waiting() > 0;
                        });
            }
            far.restart();
            try (var seen = new Observer(port, "#");
                    var bridge = bridge(near, far, List.of("sensoren/#"), List.of())) {
                awaitOn(seen, "sensoren/t", 1);
                assertEquals("21.5", seen.last("sensoren/t"));
                assertEquals(true, bridge.bridge().connected());
            }
        }
    }

    @Test
    void isSettledWhenTheFarBrokerHasEverything() throws Exception {
        List<String> values = IntStream.range(0, 200).mapToObj(String::valueOf).toList();
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var seen = new Observer(far.port(), "sensoren/#");
                var bridge = bridge(near, far, List.of("sensoren/#"), List.of())) {
            Observer.publishAll(near.port(), "sensoren/t", values);
            Eventually.within(
                    10,
                    "all came",
                    () -> bridge.bridge().waiting() + bridge.bridge().carried().get("out") == 200);

            bridge.bridge().settle(Duration.ofSeconds(20));

            assertEquals(0, bridge.bridge().waiting());
            Eventually.within(
                    60, "all are counted", () -> bridge.bridge().carried().get("out") == 200);
            Eventually.within(5, "all are there", () -> seen.on("sensoren/t").size() == 200);
        }
    }

    /** It may have lost what it had: one without persistence has. */
    @Test
    void aFarBrokerThatComesBackGetsTheStoredCopiesOnceMore() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var bridge = bridge(near, far, List.of("ingangen/#"), List.of())) {
            Observer.publish(near.port(), "ingangen/deur", "ON", "-r");
            Eventually.within(10, "it crossed", () -> bridge.bridge().carried().get("out") == 1);

            far.stop();
            far.restart();

            Eventually.within(
                    20, "it crossed again", () -> bridge.bridge().carried().get("out") == 2);
            try (var late = new Observer(far.port(), "ingangen/#")) {
                awaitOn(late, "ingangen/deur", 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void letsCommandsInOnlyWhereTheyAreNamedAndNeverStoredOnes(TestBroker.Kind kind)
            throws Exception {
        try (var near = kind.start();
                var far = Mosquitto.start()) {
            Observer.publish(far.port(), "actuatoren/pomp/set", "ON", "-r");
            try (var seen = new Observer(near.port(), "actuatoren/#");
                    var bridge =
                            bridge(
                                    near,
                                    far,
                                    List.of("sensoren/#"),
                                    List.of("actuatoren/pomp/set", "tekst/#"))) {
                Eventually.within(
                        10,
                        "the stored one is refused",
                        () -> bridge.bridge().refused().containsKey("command"));
                Observer.publish(far.port(), "actuatoren/klep/set", "ON");
                Observer.publish(far.port(), "actuatoren/pomp/set", "OFF");

                awaitOn(seen, "actuatoren/pomp/set", 1);
                assertEquals(List.of("OFF"), seen.on("actuatoren/pomp/set"));
                assertEquals(List.of(), seen.on("actuatoren/klep/set"));
            }
        }
    }

    @Test
    void commandsOutwardDoNotWait() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var bridge = bridge(near, far, List.of("#"), List.of())) {
            far.stop();
            Eventually.within(10, "it is seen", () -> !bridge.bridge().connected());

            Observer.publish(near.port(), "actuatoren/pomp/set", "ON");

            Eventually.within(
                    10, "refused", () -> bridge.bridge().refused().containsKey("command"));
            assertEquals(0, bridge.bridge().waiting());
        }
    }

    /** The far one sees our names below its own, and what it says below ours comes back as such. */
    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void givesTopicsOtherNamesInBothDirectionsAndDoesNotLoop(TestBroker.Kind kind)
            throws Exception {
        try (var near = kind.start();
                var far = Mosquitto.start();
                var bridge =
                        new TestBridge(
                                        state,
                                        "kelder-pi",
                                        near.port(),
                                        new Upstream(
                                                "cloud",
                                                TestBridge.at(far.port()),
                                                List.of(new Crossing("huis/#", "kas-3/huis/#")),
                                                List.of(new Crossing("kas-3/#", "#"))))
                                .ready();
                var here = new Observer(near.port(), "#");
                var there = new Observer(far.port(), "#")) {
            Observer.publish(near.port(), "huis/kelder", "18");
            awaitOn(there, "kas-3/huis/kelder", 1);
            Observer.publish(far.port(), "kas-3/huis/zolder", "25");
            awaitOn(here, "huis/zolder", 1);
            Observer.publish(near.port(), "huis/kelder", "19");
            awaitOn(there, "kas-3/huis/kelder", 2);
            awaitOn(here, "huis/kelder", 2);
            awaitOn(there, "kas-3/huis/zolder", 1);

            assertEquals(List.of("18", "19"), there.on("kas-3/huis/kelder"));
            assertEquals(List.of("18", "19"), here.on("huis/kelder"));
            assertEquals(List.of("25"), there.on("kas-3/huis/zolder"));
            assertEquals(List.of("25"), here.on("huis/zolder"));
        }
    }

    @Test
    void whatCrossesAtQos0DoesNotWaitForTheFarEnd() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var bridge =
                        new TestBridge(
                                        state,
                                        "kelder-pi",
                                        near.port(),
                                        new Upstream(
                                                "cloud",
                                                TestBridge.at(far.port()),
                                                List.of(
                                                        new Crossing("live/#", "live/#", 0),
                                                        new Crossing("sensoren/#", "sensoren/#")),
                                                List.of()))
                                .ready()) {
            far.stop();
            Eventually.within(10, "it is seen", () -> !bridge.bridge().connected());
            Observer.publish(near.port(), "live/t", "18");
            Observer.publish(near.port(), "sensoren/t", "19");
            Eventually.within(10, "it waits", () -> bridge.bridge().waiting() == 1);
            far.restart();
            try (var seen = new Observer(far.port(), "#")) {
                Eventually.within(20, "it is back", () -> bridge.bridge().connected());
                Eventually.within(20, "it crossed", () -> bridge.bridge().waiting() == 0);

                Observer.publish(near.port(), "live/t", "20");

                awaitOn(seen, "live/t", 1);
                assertEquals(List.of("20"), seen.on("live/t"));
            }
        }
    }

    @Test
    void saysAtTheFarEndWhetherItIsThere() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var seen = new Observer(far.port(), "apparaten/#")) {
            var bridge = bridge(near, far, List.of("sensoren/#"), List.of("tekst/#"));
            awaitOn(seen, STATUS, 1);
            assertEquals("online", seen.last(STATUS));

            bridge.close();

            awaitOn(seen, STATUS, 2);
            assertEquals("offline", seen.last(STATUS));
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedAndHurtsNoOther() throws Exception {
        try (var near = Mosquitto.start();
                var far = Mosquitto.start();
                var seen = new Observer(far.port(), "#");
                var bridge = bridge(near, far, List.of("#"), List.of())) {
            Observer.publish(near.port(), "tekst/lang", "x".repeat(40_000));
            Observer.publish(near.port(), "tekst/langer", "x".repeat(100_000));
            Observer.publish(near.port(), "tekst/kort", "x");

            awaitOn(seen, "tekst/kort", 1);
            assertEquals(List.of(), seen.on("tekst/lang"));
            assertEquals(Map.of("too-large", 2L), bridge.bridge().refused());
        }
    }

    /** As after a start beside zigbee2mqtt, before the far broker is there. */
    @ParameterizedTest
    @EnumSource(TestBroker.Kind.class)
    void aThousandStoredCopiesMayComeAtOnce(TestBroker.Kind kind) throws Exception {
        try (var near = kind.start();
                var far = Mosquitto.start();
                var client = new Socket(InetAddress.getLoopbackAddress(), near.port())) {
            client.getOutputStream().write(CONNECT);
            for (int i = 1000; i < 2000; i++) {
                client.getOutputStream().write(("1\t\0\6t/" + i + "v").getBytes(US_ASCII));
            }
            Observer.publish(near.port(), "einde", "1", "-r");
            try (var seen = new Observer(far.port(), "#");
                    var bridge = bridge(near, far, List.of("#"), List.of())) {
                Eventually.within(
                        30,
                        "all crossed",
                        () ->
                                seen.all().stream().filter(m -> m.topic().startsWith("t/")).count()
                                        >= 1000);
                assertEquals(0, bridge.bridge().dropped());
            }
        }
    }

    private TestBridge bridge(TestBroker near, TestBroker far, List<String> out, List<String> in)
            throws InterruptedException {
        return new TestBridge(state, "kelder-pi", near.port(), far.port(), out, in).ready();
    }

    private static void awaitOn(Observer seen, String topic, int count)
            throws InterruptedException {
        Eventually.within(15, count + " on " + topic, () -> seen.on(topic).size() >= count);
    }
}

package meetpost.agent.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.Limits;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementsTest {

    private static final String OURS = "3f2a9c01";
    private static final String OTHER = "0badcafe";
    private static final String INFO = "apparaten/kelder-pi/info";
    private static final String STATUS = "apparaten/kelder-pi/status";

    private static final String TWO =
            """
            device: {id: kelder-pi}
            sensors:
              oud: {part: "maxim,ds18b20", rom: 28-0316a2791cff}
              weg: {part: "ti,tmp102"}
            """;

    private static final String ONE =
            """
            device: {id: kelder-pi}
            sensors:
              nieuw: {part: "maxim,ds18b20", rom: 28-0316a2791cff}
            """;

    @TempDir private Path state;

    @Test
    void withdrawsAtAReloadWhatTheNewSettingsDoNotHave() throws Exception {
        var announcements = of(TWO);

        announcements.settings(settings(ONE));

        assertEquals(
                List.of(
                        "sensoren/oud",
                        "sensoren/oud/fault",
                        "sensoren/oud/status",
                        "sensoren/weg",
                        "sensoren/weg/fault",
                        "sensoren/weg/status"),
                announcements.due());
        assertTrue(announcements.isGone("sensoren/oud"));
        assertFalse(announcements.isGone("sensoren/nieuw"));
        assertEquals(List.of(), announcements.due());
    }

    /** Every kind of thing that settings can have; what they declare is all that is retained. */
    private static final String EVERYTHING =
            """
            device: {id: kelder-pi}
            mqtt: {url: "mqtt://127.0.0.1:1"}
            sensors:
              oud: {part: "maxim,ds18b20", rom: 28-0316a2791cff, json: true}
              kas: {part: "bosch,bme280"}
              dak: {part: "ti,tmp102", topic: huis/dak}
            inputs: {deur: {gpio: 27, pull: up}}
            actuators:
              pomp: {gpio: 17}
              klep: {gpio: 22, topic: huis/klep}
            bridges:
              cloud: {url: "mqtt://127.0.0.1:2", out: ["sensoren/#"], in: ["nieuws/#"]}
            """;

    @Test
    void everyTopicThatSettingsCanHaveIsWithdrawnWhenTheyHaveItNoMore() throws Exception {
        Settings before = settings(EVERYTHING);
        String info = text(of(EVERYTHING));
        var announcements =
                of("device: {id: kelder-pi}\nhome-assistant: {discovery: false}\nsensors: {}\n");
        announcements.begin();
        announcements.status(STATUS, true);
        announcements.info(INFO, OURS, json(info));

        List<String> due = announcements.due();

        var declared =
                new TreeSet<>(
                        Declared.by(before, Place.of(before).topics(before.topics().english()))
                                .topics());
        assertTrue(declared.removeAll(Set.of(INFO, STATUS, "apparaten/kelder-pi/things")));
        assertEquals(List.copyOf(declared), due);
        assertEquals(
                List.of(
                        "actuatoren/pomp",
                        "actuatoren/pomp/cause",
                        "apparaten/kelder-pi/bridges/cloud/out/reads",
                        "homeassistant/device/kelder-pi/config",
                        "huis/dak",
                        "huis/dak/fault",
                        "huis/dak/status",
                        "huis/klep",
                        "huis/klep/cause",
                        "ingangen/deur",
                        "sensoren/kas/fault",
                        "sensoren/kas/luchtdruk",
                        "sensoren/kas/luchtdruk/status",
                        "sensoren/kas/status",
                        "sensoren/kas/temperatuur",
                        "sensoren/kas/temperatuur/status",
                        "sensoren/kas/vochtigheid",
                        "sensoren/kas/vochtigheid/status",
                        "sensoren/oud",
                        "sensoren/oud/fault",
                        "sensoren/oud/reading",
                        "sensoren/oud/status"),
                due);
    }

    @Test
    void saysInTheInfoWhatIsStillToGoUntilTheBrokerHasIt() throws Exception {
        var announcements = of(TWO);
        announcements.settings(settings(ONE));
        announcements.due();

        assertTrue(text(announcements).contains("sensoren/oud"), text(announcements));
        for (String leaf : List.of("", "/fault", "/status")) {
            announcements.withdrawn("sensoren/oud" + leaf);
            announcements.withdrawn("sensoren/weg" + leaf);
        }

        assertEquals(
                "{\"announced\":{\".\":[\"homeassistant/device/kelder-pi/config\"],"
                        + "\". fault status\":[\"sensoren/nieuw\"],"
                        + "\"info status things\":[\"apparaten/kelder-pi\"]}}",
                text(announcements));
        assertFalse(announcements.isPending());
    }

    @Test
    void withdrawsWhatAnEarlierRunHadAtThisBroker() throws Exception {
        String info = text(of(TWO));

        var announcements = of(ONE);
        announcements.begin();
        announcements.status(STATUS, true);
        announcements.info(INFO, OURS, json(info));

        assertEquals(6, announcements.due().size());
    }

    @Test
    void withdrawsAtTheSecondBrokerWhatWentWhileItWasAtTheFirst() throws Exception {
        String info = text(of(TWO));
        var announcements = of(TWO);
        announcements.begin();
        announcements.info(INFO, OURS, json(info));
        announcements.settings(settings(ONE));
        announcements.due().forEach(announcements::withdrawn);

        announcements.begin();
        announcements.info(INFO, OURS, json(info));

        assertEquals(6, announcements.due().size());
    }

    @Test
    void withdrawsTheQuantitiesOfAPartThatIsAnotherOneNow() throws Exception {
        var announcements = of("sensors: {kas: {part: \"bosch,bme280\", json: true}}");

        announcements.settings(settings("sensors: {kas: {part: \"ti,tmp102\"}}"));

        assertEquals(
                List.of(
                        "sensoren/kas/luchtdruk",
                        "sensoren/kas/luchtdruk/status",
                        "sensoren/kas/reading",
                        "sensoren/kas/temperatuur",
                        "sensoren/kas/temperatuur/status",
                        "sensoren/kas/vochtigheid",
                        "sensoren/kas/vochtigheid/status"),
                announcements.due());
    }

    @Test
    void leavesWhatAnotherLivingBoardClaims() throws Exception {
        var neighbours = new Village();
        neighbours.claimed = Set.of("sensoren/oud", "sensoren/oud/status");
        var announcements = new Announcements(settings(TWO), OURS, neighbours);

        announcements.settings(settings(ONE));

        assertEquals(List.of(), announcements.due(), "before they have answered");
        neighbours.answer();
        assertEquals(
                List.of(
                        "sensoren/oud/fault",
                        "sensoren/weg",
                        "sensoren/weg/fault",
                        "sensoren/weg/status"),
                announcements.due());
        assertFalse(text(announcements).contains("\". status\""));
    }

    @Test
    void neitherNamesNorWithdrawsWhatAnotherBoardHadAllTheTime() throws Exception {
        var neighbours = new Village();
        neighbours.closed = "sensoren/oud";
        var announcements = new Announcements(settings(TWO), OURS, neighbours);
        assertFalse(text(announcements).contains("oud"), text(announcements));

        announcements.settings(settings(ONE));
        announcements.due();
        neighbours.answer();

        assertEquals(
                List.of("sensoren/weg", "sensoren/weg/fault", "sensoren/weg/status"),
                announcements.due());
    }

    @Test
    void withdrawsWhatItHadAtAnotherDeviceIdAndPrefix() throws Exception {
        String before = text(of(TWO.replace("kelder-pi", "oud-pi")));

        var announcements = of(TWO + "mqtt: {topic-prefix: kas-3/}");

        assertEquals(
                List.of("apparaten/oud-pi/status", "apparaten/oud-pi/info"),
                announcements.subscriptions());
        announcements.begin();
        announcements.status("apparaten/oud-pi/status", false);
        announcements.info("apparaten/oud-pi/info", OURS, json(before));
        assertEquals(
                List.of(
                        "apparaten/oud-pi/info",
                        "apparaten/oud-pi/status",
                        "apparaten/oud-pi/things",
                        "homeassistant/device/oud-pi/config",
                        "sensoren/oud",
                        "sensoren/oud/fault",
                        "sensoren/oud/status",
                        "sensoren/weg",
                        "sensoren/weg/fault",
                        "sensoren/weg/status"),
                announcements.due());
    }

    @Test
    void leavesTheOldPlaceToTheBoardThatIsThereNow() throws Exception {
        String before = text(of(TWO.replace("kelder-pi", "oud-pi")));

        var announcements = of(ONE);
        announcements.begin();
        announcements.status("apparaten/oud-pi/status", false);
        announcements.info("apparaten/oud-pi/info", OTHER, json(before));

        assertEquals(List.of(), announcements.due());
    }

    @Test
    void withdrawsWhatACloneOfItsCardLeftOnlyIfThatIsNotOnline() throws Exception {
        String info = text(of(TWO));
        var announcements = of(ONE);

        announcements.begin();
        announcements.status(STATUS, true);
        announcements.info(INFO, OTHER, json(info));
        assertEquals(List.of(), announcements.due());

        announcements.begin();
        announcements.status(STATUS, false);
        announcements.info(INFO, OTHER, json(info));
        assertEquals(6, announcements.due().size());
    }

    @Test
    void aForgedInfoMakesItWithdrawNothingThatHasNotOurForm() throws Exception {
        var announcements = of(ONE);
        announcements.begin();
        announcements.info(
                INFO,
                OURS,
                json(
                        "{\"announced\":{\". set result history config\":[\"/zigbee2mqtt/lamp\","
                                + "\"actuatoren/pomp\",\"ingangen/deur\",\"homeassistant/device/x\","
                                + "\"apparaten/buur\",\"/huis/kelder\",\"homeassistant/status\"],"
                                + "\"status info\":[\"apparaten/buur\"],"
                                + "\"a/b/c/d/e/f\":[\"ingangen/x\"]}}"));

        assertEquals(List.of("actuatoren/pomp", "ingangen/deur"), announcements.due());
    }

    @Test
    void withdrawsATopicOfItsOwnThatSettingsGaveIt() throws Exception {
        String own =
                "device: {id: kelder-pi}\nsensors: {x: {part: \"ti,tmp102\", topic: huis/kelder}}";
        String info = text(of(own));

        var announcements = of(ONE);
        announcements.begin();
        announcements.info(INFO, OURS, json(info));

        assertEquals(
                List.of("huis/kelder", "huis/kelder/fault", "huis/kelder/status"),
                announcements.due());
    }

    @Test
    void keepsWhatTheDevicesOfABridgeHaveAsLongAsItIsThere() throws Exception {
        String bridge =
                ONE
                        + "bridges: {ttn: {url: \"mqtts://eu1.cloud.thethings.network:8883\","
                        + " username: \"app@ttn\", password-file: ttn-key, uplinks: true}}";
        Files.writeString(state.resolve("ttn-key"), "secret");
        var announcements = of(bridge);
        assertTrue(announcements.bridged("app@ttn", "sensoren/weide", "sensoren/weide/soil/temp"));
        assertFalse(announcements.bridged("app@ttn", "sensoren/weide", "sensoren/weide/soil/temp"));
        String info = text(announcements);

        var same = of(bridge);
        same.begin();
        same.info(INFO, OURS, json(info));
        assertEquals(List.of(), same.due());
        assertTrue(text(same).contains("weide"));

        var without = of(ONE);
        without.begin();
        without.info(INFO, OURS, json(info));
        assertEquals(List.of("sensoren/weide/soil/temp"), without.due());
    }

    @Test
    void readsNoFileOfAnotherVersionAndSurvivesAnyOther() throws Exception {
        Path file = state.resolve("announced.json");
        for (String text :
                List.of(
                        "",
                        "x",
                        "[]",
                        "{\"version\":2,\"places\":3}",
                        "{\"version\":1,\"places\":[3,{}],\"topics\":7,\"more\":{}}",
                        "{\"version\":1}")) {
            Files.writeString(file, text);

            of(ONE);

            assertTrue(Files.readString(file).startsWith("{\"version\":1,"), text);
        }
    }

    @Test
    void writesItsFileOnceAndNotAgain() throws Exception {
        of(ONE);
        Path file = state.resolve("announced.json");
        var first = Files.getLastModifiedTime(file);
        Object key =
                Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey();

        of(ONE).settings(settings(TWO));

        assertEquals(first, Files.getLastModifiedTime(file));
        assertEquals(
                key,
                Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey());
    }

    /** Another village, whose boards answer when they are told to. */
    private static final class Village implements Neighbours {

        private final List<Runnable> waiting = new ArrayList<>();
        private Set<String> claimed = Set.of();
        private String closed = "nothing";

        @Override
        public void inquire(Collection<String> topics, Consumer<Set<String>> told) {
            waiting.add(() -> told.accept(claimed));
        }

        @Override
        public boolean isOpen(String topic) {
            return !topic.startsWith(closed);
        }

        void answer() {
            waiting.forEach(Runnable::run);
        }
    }

    private Announcements of(String yaml) throws Exception {
        var announcements = new Announcements(settings(yaml), OURS, Neighbours.NOBODY);
        announcements.start();
        return announcements;
    }

    private static String text(Announcements announcements) {
        return JsonWriter.string(announcements.ledger().json(announcements.prefix(), 8192));
    }

    private static JsonObject json(String text) throws Exception {
        return BoundedJson.object(text.getBytes(UTF_8), new Limits(8192, 6, 1000));
    }

    private Settings settings(String yaml) throws Exception {
        var surroundings =
                new Surroundings(
                        "pi", Optional.empty(), Optional.of(state), state, Optional.empty());
        return new SettingsReader(surroundings).read("test.yaml", yaml);
    }
}

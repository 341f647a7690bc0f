package meetpost.agent.announce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.Limits;
import org.junit.jupiter.api.Test;

class AnnouncedTest {

    private static final Limits LIMITS = new Limits(8192, 4, 1000);

    @Test
    void namesEachRootOnceBesideThoseWithTheSameLeaves() {
        Announced all =
                sensor("kas-3/sensoren/oud")
                        .and(sensor("kas-3/sensoren/nieuw"))
                        .and(Announced.of("huis/deur", List.of("huis/deur")));

        String json = JsonWriter.string(all.json("kas-3/", 8192));

        assertEquals(
                "{\".\":[\"/huis/deur\"],"
                        + "\". fault status\":[\"sensoren/nieuw\",\"sensoren/oud\"]}",
                json);
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        Announced all =
                sensor("kas-3/sensoren/oud")
                        .and(Announced.of("huis/deur", List.of("huis/deur", "huis/deur/cause")));

        String json = JsonWriter.string(all.json("kas-3/", 8192));

        assertEquals(all, Announced.read(BoundedJson.object(json, LIMITS), "kas-3/"));
        assertEquals(
                "[huis/deur, huis/deur/cause, kas-3/sensoren/oud, kas-3/sensoren/oud/fault,"
                        + " kas-3/sensoren/oud/status]",
                all.toString());
    }

    @Test
    void leavesOutWhatIsNoTopicOfOurs() throws Exception {
        String json =
                "{\". status\":[\"/$SYS/broker\",\"a/#\",\"+\",\"/\",7,null,{},\"sensoren/oud\"],"
                        + "\"\":[\"x\"],\"status #\":[\"sensoren/b\"],\"version\":2,\".\":{}}";

        assertEquals(
                "[sensoren/b/status, sensoren/oud, sensoren/oud/status]",
                Announced.read(BoundedJson.object(json, LIMITS), "").toString());
    }

    @Test
    void keepsWithinItsBytes() throws Exception {
        var random = new Random(13);
        for (int bytes = 2; bytes < 3000; bytes += 37) {
            Announced all =
                    IntStream.range(0, 100)
                            .mapToObj(
                                    each ->
                                            Announced.of(
                                                    "sensoren/kas-" + each,
                                                    List.of(
                                                            "sensoren/kas-" + each,
                                                            "sensoren/kas-"
                                                                    + each
                                                                    + "/é\"\\"
                                                                    + random.nextInt(20))))
                            .reduce(Announced.NONE, Announced::and);

            String json = JsonWriter.string(all.json("", bytes));

            int length = json.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            assertTrue(length <= bytes, length + " of " + bytes);
            Announced.read(BoundedJson.object(json, LIMITS), "");
        }
    }

    @Test
    void sixtySensorsOfThreeQuantitiesGoIntoHalfAnInfo() {
        Announced all =
                IntStream.range(0, 60)
                        .mapToObj(each -> kas("sensoren/kas-afdeling-" + each))
                        .reduce(Announced.NONE, Announced::and);

        String json = JsonWriter.string(all.json("", 8192));

        assertTrue(json.length() < 4096, json.length() + " bytes");
    }

    @Test
    void takesAwayTopicsAndTheThingsThatHaveNoneLeft() {
        Announced all = sensor("sensoren/oud").and(sensor("sensoren/nieuw"));

        Announced rest =
                all.without(
                        List.of(
                                "sensoren/oud",
                                "sensoren/oud/status",
                                "sensoren/oud/fault",
                                "sensoren/nieuw/fault"));

        assertEquals("[sensoren/nieuw, sensoren/nieuw/status]", rest.toString());
        assertEquals(List.of("sensoren/nieuw"), List.copyOf(rest.roots()));
    }

    private static Announced sensor(String root) {
        return Announced.of(root, List.of(root, root + "/status", root + "/fault"));
    }

    private static Announced kas(String root) {
        return Announced.of(
                root,
                List.of(
                        root + "/temperatuur",
                        root + "/temperatuur/status",
                        root + "/vochtigheid",
                        root + "/vochtigheid/status",
                        root + "/luchtdruk",
                        root + "/luchtdruk/status",
                        root + "/status",
                        root + "/fault"));
    }
}

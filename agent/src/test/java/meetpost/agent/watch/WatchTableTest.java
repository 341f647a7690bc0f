package meetpost.agent.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import meetpost.agent.json.JsonPath;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.watch.WatchTable.Line;
import meetpost.agent.watch.WatchTable.Style;
import org.junit.jupiter.api.Test;

class WatchTableTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-30T13:00:00Z"), ZoneId.of("UTC"));
    private static final Size USUAL = new Size(24, 80);
    private static final Watched PI =
            new Watched(
                    "apparaten/pi/status",
                    List.of(
                            sensor("kelder", "sensoren/kelder", "sensoren/kelder", "°C"),
                            sensor("kas", "sensoren/kas/luchtdruk", "sensoren/kas", "hPa"),
                            new Watched.Value(
                                    "pomp",
                                    "actuatoren/pomp",
                                    "",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("actuatoren/pomp/cause"))));

    private Values values = new Values(Choice.of(PI, Optional.empty()), CLOCK);

    @Test
    void showsValuesWithUnitAgeAndStatus() {
        came("apparaten/pi/status", "online", 0);
        came("sensoren/kelder", "21.56", 3);
        came("sensoren/kelder/status", "online", 3);
        values.add("sensoren/kas/luchtdruk", "1013.25".getBytes(UTF_8), true, 0);
        came("actuatoren/pomp", "ON", 5);

        assertEquals(
                """
                mqtt://here  device online
                TOPIC                   VALUE           AGE  STATUS
                sensoren/kelder         21.56 °C         2s  online
                sensoren/kas/luchtdruk  1013.25 hPa     >5s
                actuatoren/pomp         ON               0s
                """,
                text(page(USUAL, 5)));
    }

    /** Of somebody else's message each value has a line. */
    @Test
    void showsWhatIsAPartOfAMessage() {
        values =
                new Values(
                        Choice.of(
                                new Watched(
                                        "apparaten/pi/status",
                                        List.of(part("temperature", "°C"), part("battery", "%"))),
                                Optional.empty()),
                        CLOCK);
        came("apparaten/pi/status", "online", 0);
        came("zigbee2mqtt/tuin", "{\"temperature\": 21.5, \"humidity\": 40}", 3);

        assertEquals(
                """
                mqtt://here  device online
                TOPIC                         VALUE          AGE  STATUS
                zigbee2mqtt/tuin temperature  21.5 °C         2s
                zigbee2mqtt/tuin battery      -               2s
                """,
                text(page(USUAL, 5)));
    }

    private static Watched.Value part(String path, String unit) {
        return new Watched.Value(
                "tuin",
                "zigbee2mqtt/tuin",
                JsonPath.parse(path),
                unit,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void showsAFaultInWordsAndTheValueGrowingOld() {
        came("sensoren/kelder", "21.56", 0);
        came("sensoren/kelder/status", "offline", 10);
        came(
                "sensoren/kelder/fault",
                "{\"kind\":\"no-answer\",\"message\":\"is it wired?\",\"since\":\"x\",\"count\":1}",
                10);

        List<Line> page = page(USUAL, 130);

        assertTrue(page.get(2).text().endsWith("21.56 °C        2m  no-answer"), text(page));
        assertEquals(Style.BAD, page.get(2).style());
        assertTrue(text(page).endsWith("\n\nkelder: is it wired?\n"), text(page));

        came("sensoren/kelder/fault", "", 140);
        came("sensoren/kelder/status", "online", 140);
        assertTrue(page(USUAL, 140).get(2).text().endsWith("online"), text(page(USUAL, 140)));
    }

    @Test
    void showsTheFaultOfAQuantityBesideThatOneOnly() throws Exception {
        var here =
                new Surroundings(
                        "pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/nowhere"),
                        Optional.empty());
        Watched kas =
                Watched.of(
                        new SettingsReader(here)
                                .read("kas.yaml", "sensors: {kas: {part: bme280}}"));
        values = new Values(Choice.of(kas, Optional.empty()), CLOCK);
        came("sensoren/kas/temperatuur", "21.56", 0);
        came("sensoren/kas/vochtigheid", "48.0", 0);
        came("sensoren/kas/status", "online", 0);
        came("sensoren/kas/temperatuur/status", "online", 0);
        came("sensoren/kas/luchtdruk/status", "online", 0);
        came("sensoren/kas/vochtigheid/status", "offline", 0);
        came(
                "sensoren/kas/fault",
                "{\"kind\":\"corrupt\",\"message\":\"no air has that\",\"quantities\":[\"vochtigheid\"]}",
                0);

        assertEquals(
                """
                mqtt://here
                TOPIC                     VALUE          AGE  STATUS
                sensoren/kas/temperatuur  21.56 °C        1s  online
                sensoren/kas/vochtigheid  48.0 %          1s  corrupt
                sensoren/kas/luchtdruk    -                   online

                kas: no air has that
                """,
                text(page(USUAL, 1)));
    }

    @Test
    void saysWhyAnOutputIsAsItIsOnceThatIsAboutThisState() {
        came("actuatoren/pomp/cause", "{\"state\":\"OFF\",\"cause\":\"max-on\"}", 0);
        came("actuatoren/pomp", "ON", 0);
        assertEquals("actuatoren/pomp         ON              0s", page(USUAL, 0).get(4).text());

        came("actuatoren/pomp", "OFF", 0);
        assertEquals(
                "actuatoren/pomp         OFF             0s  was on for max-on",
                page(USUAL, 0).get(4).text());
        assertEquals(
                "actuatoren/pomp/cause  OFF: was on for max-on",
                values.line(
                        "actuatoren/pomp/cause",
                        "{\"state\":\"OFF\",\"cause\":\"max-on\"}".getBytes(UTF_8)));
    }

    /** The will speaks for the whole device: the sensors' own `online` is then old. */
    @Test
    void believesNoSensorOfADeviceThatIsGone() {
        came("sensoren/kelder", "21.56", 0);
        came("sensoren/kelder/status", "online", 0);
        came("apparaten/pi/status", "offline", 1);

        assertTrue(page(USUAL, 2).get(2).text().endsWith("device offline"));
    }

    @Test
    void fitsNarrowAndLowScreens() {
        came("sensoren/kelder", "21.56", 0);

        for (int columns = 20; columns < 100; columns += 7) {
            for (int rows = 3; rows < 8; rows++) {
                List<Line> page = page(new Size(rows, columns), 1);
                assertTrue(page.size() <= rows, rows + " rows: " + text(page));
                int most = columns;
                assertTrue(
                        page.stream().allMatch(line -> line.text().length() <= most),
                        columns + " columns: " + text(page));
            }
        }
        assertTrue(text(page(new Size(4, 80), 1)).contains("… and 2 more"));
    }

    /** A terminal gives them two columns, and an accent none of its own. */
    @Test
    void keepsItsColumnsStraightBesideWideCharacters() {
        values = new Values(Choice.of(PI, Optional.of("#")), CLOCK);
        came("sensoren/kelder", "21.56", 0);
        came("huis/温度", "晴れ☔", 0);
        came("huis/cafe\u0301", "aan", 0);
        came("huis/😀", "温度温度温度温度温度", 0);

        assertEquals(
                """
                mqtt://here
                TOPIC                   VALUE                  AGE  STATUS
                sensoren/kelder         21.56 °C                1s
                sensoren/kas/luchtdruk  -
                actuatoren/pomp         -
                huis/cafe\u0301               aan                     1s
                huis/温度               晴れ☔                  1s
                huis/😀                 温度温度温度温度…       1s
                """,
                text(page(USUAL, 1)));
    }

    @Test
    void saysWhyNothingComes() {
        List<Line> page =
                new WatchTable(values).lines("mqtt://here", "nothing listens there", USUAL, 0);

        assertEquals("mqtt://here  nothing listens there", page.get(0).text());
        assertEquals(Style.BAD, page.get(0).style());
    }

    @Test
    void showsOthersThatMatchAndForgetsThemWhenTheyAreCleared() {
        values = new Values(Choice.of(PI, Optional.of("#")), CLOCK);
        came("huis/licht", "aan", 0);
        came("sensoren/kelder", "21.56", 0);

        assertTrue(
                text(page(USUAL, 1)).contains("\nhuis/licht              aan  "),
                text(page(USUAL, 1)));
        assertEquals("sensoren/kelder  21.56 °C", values.line("sensoren/kelder", bytes("21.56")));

        came("huis/licht", "", 1);
        assertTrue(!text(page(USUAL, 1)).contains("huis/licht"));
    }

    /** What others publish must not move our cursor. */
    @Test
    void letsNoPayloadReachTheTerminalAsItIs() {
        values = new Values(Choice.of(PI, Optional.of("#")), CLOCK);
        came("huis/\033[2J", "a\033]0;title\007\u202eb\nc", 0);
        values.add("huis/foto", new byte[] {(byte) 0xFF, 0, 1}, false, 0);

        String page = text(page(USUAL, 1));

        assertTrue(page.contains("huis/·[2J"), page);
        assertTrue(page.contains("a·]0;title··b·c"), page);
        assertTrue(page.contains("(3 bytes)"), page);
    }

    private void came(String topic, String payload, long second) {
        values.add(topic, bytes(payload), false, second * SECOND);
    }

    private List<Line> page(Size size, long second) {
        return new WatchTable(values).lines("mqtt://here", "", size, second * SECOND);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(List<Line> page) {
        var text = new StringBuilder();
        page.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    private static Watched.Value sensor(String name, String topic, String tree, String unit) {
        return new Watched.Value(
                name,
                topic,
                unit,
                Optional.of(tree + "/status"),
                Optional.of(tree + "/fault"),
                Optional.empty());
    }
}

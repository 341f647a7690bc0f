package meetpost.agent.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import meetpost.agent.http.Request;
import meetpost.agent.http.Response;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryRequestsTest {

    @TempDir Path directory;

    private TestArchive board;
    private HistoryRequests requests;

    @BeforeEach
    void measure() throws Exception {
        board = new TestArchive(directory);
        board.measure(Duration.ofMinutes(1), 20, 0.5);
        board.archive.changed(Change.Kind.OUTPUT, "pomp", "ON", "command");
        requests = new HistoryRequests(board.archive, board::settings, Quantity::dutch);
    }

    @Test
    void givesJson() {
        assertEquals(
                "{\"sensor\":\"kas\",\"since\":1796111940.000,\"until\":1796112061.000,\"step\":60,"
                        + "\"time\":[1796112000],\"values\":{\"temperatuur\":{\"unit\":\"°C\","
                        + "\"min\":[20.0],\"mean\":[21.25],\"max\":[22.5]}},\"faults\":[]}\n",
                ask("sensor=kas&since=2m&step=1m").text());
    }

    @Test
    void givesCsv() {
        Response answer = ask("sensor=kas&since=2m&step=1m&format=csv");

        assertEquals(
                """
                time,temperatuur min,temperatuur mean,temperatuur max\r
                2026-12-01T08:00:00Z,20.0,21.25,22.5\r
                """,
                answer.text());
        assertEquals("text/csv; charset=utf-8", answer.headers().get("Content-Type"));
        assertEquals(
                "attachment; filename=\"kas.csv\"", answer.headers().get("Content-Disposition"));
    }

    @Test
    void givesTheChangesOfAnOutput() {
        assertEquals(
                "time,state,cause\r\n2026-12-01T08:01:00Z,ON,command\r\n",
                ask("output=pomp&since=2m&format=csv").text());
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertRefused(
                "whose history? Expected sensor=, output= or input= with a name of the settings",
                "");
        assertRefused("nothing is kept of sensor kelder, expected one of: kas", "sensor=kelder");
        assertRefused("nothing is kept of input deur, expected one of: ", "input=deur");
        assertRefused(
                "a query of more than 10 words", "a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11");
        assertEquals(400, ask("sensor=%zz").status());
        assertEquals(400, ask("sensor=kas&since=%00").status());
    }

    @Test
    void tellsThoseWhoAskTheSameAtOnceTheSame() {
        String before = ask("sensor=kas&since=2m").text();
        board.measure(30);

        assertEquals(before, ask("since=2m&sensor=kas").text());
        assertTrue(ask("sensor=kas&since=3m").text().contains("30.0"), "another question");
    }

    @Test
    void answersASubcommandByTheNameAlone() throws Exception {
        var request = JsonObject.builder().value("name", "pomp").value("since", "1h").done();

        assertEquals(
                "ON", requests.answer(request).getArray("changes").getObject(0).getString("state"));
    }

    private void assertRefused(String expected, String query) {
        Response answer = ask(query);
        assertEquals(400, answer.status());
        assertEquals(expected + "\n", answer.text());
    }

    private Response ask(String query) {
        return requests.answer(
                new Request(
                        "GET",
                        "/history",
                        query,
                        "localhost",
                        Map.of(),
                        "",
                        InetAddress.getLoopbackAddress()));
    }
}

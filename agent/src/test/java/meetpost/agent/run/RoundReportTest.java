package meetpost.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

class RoundReportTest {

    private static final Path STATE = Path.of("/var/lib/meetpost");
    private static final List<String> TWO = List.of("kas", "kelder");

    @Test
    void saysThatTheBrokerHasEverything() {
        assertEquals(
                "2 of 2 sensors read; the broker has everything",
                new RoundReport(
                                Map.of("kas", new Health.Well(), "kelder", new Health.Well()),
                                TWO,
                                2,
                                0,
                                Optional.empty(),
                                STATE)
                        .text());
    }

    @Test
    void saysWhatIsKeptAndWhere() {
        assertEquals(
                "2 of 2 sensors read; 5 not delivered, kept in /var/lib/meetpost/outbox: no connection"
                        + " to mqtt://kelder:1883: nobody listens there",
                new RoundReport(
                                Map.of("kas", new Health.Well(), "kelder", new Health.Well()),
                                TWO,
                                2,
                                5,
                                Optional.of(
                                        "no connection to mqtt://kelder:1883: nobody listens"
                                                + " there"),
                                STATE)
                        .text());
    }

    @Test
    void namesTheSensorsThatGaveNothing() {
        var ill = new Health.Ill(FaultKind.NO_ANSWER, "m", Instant.EPOCH, 1);

        assertEquals(
                "0 of 2 sensors read, not well: kas (no-answer), kelder (no answer in time); the"
                        + " broker has everything",
                new RoundReport(Map.of("kas", ill), TWO, 0, 0, Optional.empty(), STATE).text());
    }

    @Test
    void saysWhereOnlyAPartOfASensorIsNotWell() {
        var ill = new Health.Ill(FaultKind.CORRUPT, "m", Instant.EPOCH, 1);
        var partial = new Health.Partial(ill, List.of(Quantity.RELATIVE_HUMIDITY));

        assertEquals(
                "2 of 2 sensors read, not well: kas (in part: corrupt); the broker has everything",
                new RoundReport(
                                Map.of("kas", partial, "kelder", new Health.Well()),
                                TWO,
                                2,
                                0,
                                Optional.empty(),
                                STATE)
                        .text());
    }
}

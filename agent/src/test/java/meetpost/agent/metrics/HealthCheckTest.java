package meetpost.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.http.Response;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    private final Map<String, Health> sensors = new HashMap<>();
    private Optional<String> link = Optional.empty();
    private Optional<String> threads = Optional.empty();
    private List<String> bridges = List.of();
    private List<String> outputs = List.of();
    private List<String> conflicts = List.of();
    private List<String> disk = List.of();
    private final HealthCheck check =
            new HealthCheck(
                    () -> sensors,
                    () -> link,
                    () -> bridges,
                    () -> threads,
                    () -> outputs,
                    () -> conflicts,
                    () -> disk);

    @Test
    void isWellWhenNothingIsWrong() {
        sensors.put("kas", new Health.Well());

        assertEquals(
                Response.of(200, "application/json", "{\"status\":\"ok\",\"reasons\":[]}\n"),
                HealthCheck.answer(check.reasons()));
    }

    @Test
    void saysEverythingThatIsWrong() {
        sensors.put("temperatuur", new Health.Well());
        sensors.put(
                "kas",
                new Health.Ill(
                        FaultKind.NO_ANSWER,
                        "kas: nothing answers at \"0x76\"",
                        Instant.parse("2026-11-21T10:00:00.203890989Z"),
                        3));
        link = Optional.of("no connection to mqtt://localhost:1883");
        bridges = List.of("bridge cloud: no connection to mqtt://central:1883");
        threads = Optional.of("the command desk hangs");
        outputs = List.of("pomp: GPIO 17 was driven high and reads low: is it shorted?");
        conflicts = List.of("both zolder-pi and kelder-pi claim sensoren/kas");
        disk =
                List.of(
                        "outbox: readings are kept in memory only: no space left on device",
                        "broker: sessions are kept in memory only");

        assertEquals(
                Response.of(
                        503,
                        "application/json",
                        "{\"status\":\"failing\",\"reasons\":[\"the command desk hangs\","
                                + "\"no connection to mqtt://localhost:1883\","
                                + "\"bridge cloud: no connection to mqtt://central:1883\","
                                + "\"pomp: GPIO 17 was driven high and reads low: is it shorted?\","
                                + "\"both zolder-pi and kelder-pi claim sensoren/kas\","
                                + "\"outbox: readings are kept in memory only: no space left on"
                                + " device\",\"broker: sessions are kept in memory only\","
                                + "\"kas: nothing answers at \\\"0x76\\\" (no-answer since"
                                + " 2026-11-21T10:00:00.203Z)\"]}\n"),
                HealthCheck.answer(check.reasons()));
    }

    @Test
    void isWellAgainWhenAllOfItHasPassed() {
        threads = Optional.of("the command desk hangs");
        assertEquals(List.of("the command desk hangs"), check.reasons());

        threads = Optional.empty();

        assertEquals(List.of(), check.reasons());
    }
}

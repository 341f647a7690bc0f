package meetpost.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Prometheus, "Exposition formats", section "Text format details". */
class ExpositionTest {

    @Test
    void writesAFamilyAfterTheOther() {
        var text = new Exposition();

        text.counter(
                        "meetpost_faults_total",
                        "Times that a sensor, or a quantity of it, had no right value.")
                .sample(3, "sensor", "kas", "kind", "no-answer")
                .sample(0, "sensor", "kas", "kind", "bus")
                .gauge("meetpost_loop_lag_seconds", "How late.")
                .sample(Duration.ofMillis(1500), "loop", "broker")
                .gauge("meetpost_connected", "1 while there is a session.")
                .sample(1)
                .gauge("meetpost_measurement", "Last value.")
                .sample(-0.5, "sensor", "kas");

        assertEquals(
                """
                # HELP meetpost_faults_total Times that a sensor, or a quantity of it, had no right value.
                # TYPE meetpost_faults_total counter
                meetpost_faults_total{sensor="kas",kind="no-answer"} 3
                meetpost_faults_total{sensor="kas",kind="bus"} 0
                # HELP meetpost_loop_lag_seconds How late.
                # TYPE meetpost_loop_lag_seconds gauge
                meetpost_loop_lag_seconds{loop="broker"} 1.5
                # HELP meetpost_connected 1 while there is a session.
                # TYPE meetpost_connected gauge
                meetpost_connected 1
                # HELP meetpost_measurement Last value.
                # TYPE meetpost_measurement gauge
                meetpost_measurement{sensor="kas"} -0.5
                """,
                text.toString());
    }

    @Test
    void escapesWhatWouldEndALabelOrALine() {
        var text = new Exposition();

        text.gauge("a", "a \\ and\na \"quote\"").sample(1, "b", "C:\\x \"y\"\nz");

        assertEquals(
                """
                # HELP a a \\\\ and\\na "quote"
                # TYPE a gauge
                a{b="C:\\\\x \\"y\\"\\nz"} 1
                """,
                text.toString());
    }
}

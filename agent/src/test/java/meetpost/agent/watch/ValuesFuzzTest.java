package meetpost.agent.watch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import meetpost.agent.fuzz.Mutations;
import meetpost.agent.log.ForeignText;
import org.junit.jupiter.api.Test;

/** What others publish is shown without what a terminal obeys. */
class ValuesFuzzTest {

    private static final Watched PI =
            new Watched(
                    "apparaten/kelder-pi/status",
                    List.of(
                            new Watched.Value(
                                    "kast",
                                    "sensoren/kast",
                                    "°C",
                                    Optional.of("sensoren/kast/status"),
                                    Optional.of("sensoren/kast/fault"),
                                    Optional.of("sensoren/kast/cause"))));

    @Test
    void everyLineCanBeShown() throws Exception {
        var values = new Values(Choice.of(PI, Optional.of("#")), Clock.systemUTC());

        new Mutations("fault")
                .feed(
                        2,
                        input -> {
                            for (String topic :
                                    List.of(
                                            "sensoren/kast",
                                            "sensoren/kast/status",
                                            "sensoren/kast/fault",
                                            "sensoren/kast/cause",
                                            "apparaten/kelder-pi/status",
                                            "a\u202e\u001b/b")) {
                                values.add(topic, input, false, 1);
                                assertShown(values.line(topic, input));
                            }
                            for (Values.Row row : values.rows()) {
                                assertShown(row.topic());
                                assertShown(row.value());
                                assertShown(row.status());
                                assertShown(row.problem());
                            }
                        });
    }

    private static void assertShown(String text) {
        assertTrue(text.codePoints().allMatch(ForeignText::isVisible), text);
    }
}

package meetpost.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of the process when one of its threads hangs or dies, seen from outside. The
 * processes of a test run side by side.
 */
class ThreadMishapTest {

    @TempDir Path directory;

    private final List<VictimProcess> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (VictimProcess victim : started) {
            victim.kill();
        }
    }

    @Test
    void aThreadThatHangsIsNamedAndNobodyFeedsTheWatchdogAnyMore() throws Exception {
        Map<String, String> saidOf = new LinkedHashMap<>();
        saidOf.put("sensor-watch", "the sampler hangs");
        saidOf.put("commands", "the command desk hangs");
        saidOf.put("link", "the link hangs");
        saidOf.put("publish", "the link hangs");
        saidOf.put("broker", "the broker hangs");
        for (String thread : saidOf.keySet()) {
            start(thread, "hangs");
        }
        for (VictimProcess victim : started) {
            victim.awaitOutput("well until now");
            victim.speakNonsenseToItsBroker();
        }

        for (VictimProcess victim : started) {
            victim.awaitOutput(saidOf.get(victim.thread()));

            List<String> fed = victim.fed();
            victim.stop();
            List<String> fedLater = victim.fed();
            assertEquals(
                    List.of("STOPPING=1"),
                    fedLater.subList(fed.size(), fedLater.size()),
                    victim.thread());
        }
    }

    @Test
    void aThreadThatDiesEndsTheProcessAndIsNamed() throws Exception {
        for (String thread :
                List.of("sensor-kernel", "sensor-watch", "commands", "link", "publish")) {
            start(thread, "dies");
        }

        for (VictimProcess victim : started) {
            assertEquals(1, victim.awaitEnd(), victim.output());
            assertTrue(
                    victim.output().contains("the thread " + victim.thread() + " has died"),
                    victim.output());
            assertTrue(
                    victim.output().contains("StackOverflowError: as deep as it goes"),
                    victim.output());
        }
    }

    private void start(String thread, String mishap) throws IOException {
        started.add(VictimProcess.start(directory.resolve(thread), thread, mishap));
    }
}

package meetpost.agent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import meetpost.agent.process.StopSignal;
import meetpost.agent.time.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told. */
class ServiceTest {

    @TempDir Path directory;

    private final StopSignal stop = new StopSignal();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Optional<String> problem = Optional.empty();
    private Thread thread;

    @BeforeEach
    void serve() throws IOException {
        Path notify = directory.resolve("notify");
        Files.writeString(notify, "#!/bin/sh\necho \"$*\" >>" + directory + "/told\n");
        assertTrue(notify.toFile().setExecutable(true));
        var notifier =
                new ServiceNotifier(
                        Map.of("NOTIFY_SOCKET", "/nowhere", "WATCHDOG_USEC", "150000"),
                        notify.toString());
        var service = new Service(notifier, () -> true, this::look, () -> "3 readings");
        thread =
                new Thread(
                        () -> {
                            try {
                                service.serve(stop);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        stop.raise();
        thread.join(20_000);
    }

    @Test
    void saysThatItIsReadyAndThenThatItLivesAndAtTheEndThatItStops() throws Exception {
        Eventually.eventually("two signs of life", () -> told().size() >= 3);
        end();

        assertEquals("--ready --status=3 readings", told().get(0));
        assertEquals("WATCHDOG=1 --status=3 readings", told().get(1));
        assertEquals("STOPPING=1", told().get(told().size() - 1));
    }

    @Test
    void doesNotFeedTheWatchdogWhileSomethingHangsAndDoesSoAgainAfterwards() throws Exception {
        problem = Optional.of("the link hangs: no sign of life for 70 s, expected one within 60 s");
        awaitLooks(1);
        int before = told().size();
        awaitLooks(3);
        assertEquals(before, told().size(), told().toString());

        problem = Optional.empty();

        Eventually.eventually("a sign of life", () -> told().size() > before);
    }

    /** Until it has looked so often from now on, and has done with it. */
    private void awaitLooks(int count) throws InterruptedException {
        int since = looks.get();
        Eventually.eventually("a look", () -> looks.get() > since + count);
    }

    private Optional<String> look() {
        looks.incrementAndGet();
        return problem;
    }

    private List<String> told() {
        Path file = directory.resolve("told");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package meetpost.agent.output;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.output.Outcome.Done;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.time.Boot;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

/** A disk that stands still, on a thread of its own as in the program. */
class StalledDiskTest {

    private final SlowDisk disk = new SlowDisk();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ManualTicks ticks = new ManualTicks();
    private final FakeBoard board = new FakeBoard();
    private final List<ActuatorSettings> settings =
            List.of(
                    AnOutput.named("pomp", 17).atStart(AtStart.LAST).settings(),
                    AnOutput.named("klep", 22).maxOn(ofMillis(3500)).settings());
    private final OutputMemory memory =
            new OutputMemory(disk, thread, () -> {}, ofSeconds(60), Boot.another(), ticks, ticks);
    private final Outputs outputs =
            new Outputs(settings, board, memory, ticks::now, ticks, ticks, (name, state) -> {});

    @Test
    void delaysNoLineAndNoAnswerByMoreThanASecond() throws Exception {
        outputs.start();
        outputs.on("pomp", Rig.COMMAND);
        ticks.advance(ofMinutes(1));
        outputs.tick();
        disk.awaitWrites(2);
        disk.standStill();

        Done off = (Done) outputs.off("pomp", Rig.COMMAND);

        assertFalse(board.output(17).level(), "the line is off before the disk has said anything");
        assertFalse(off.stored().isDone());
        assertTrue(((Done) outputs.on("klep", Rig.COMMAND)).on(), "others are not held up");
        ticks.advance(ofSeconds(1));
        outputs.tick();
        assertEquals(false, off.stored().getNow(true), "after a second the answer says so");
        ticks.advance(ofMillis(2500));
        outputs.tick();
        assertFalse(board.output(22).level(), "max-on comes in time");

        ticks.advance(ofMillis(1500));
        disk.goOn();
        thread.shutdown();
        assertTrue(thread.awaitTermination(60, SECONDS));
        assertTrue(disk.last().contains("pomp"), disk.last());
    }

    /** One thread writes; another lets it. */
    private static final class SlowDisk implements RecordsStore {

        private final CountDownLatch going = new CountDownLatch(1);
        private boolean stands;
        private int writes;
        private String text = "";

        synchronized void standStill() {
            stands = true;
        }

        void goOn() {
            going.countDown();
        }

        synchronized String last() {
            return text;
        }

        synchronized void awaitWrites(int wanted) throws InterruptedException {
            long end = System.nanoTime() + SECONDS.toNanos(60);
            while (writes < wanted) {
                assertTrue(System.nanoTime() < end, writes + " writes, expected " + wanted);
                wait(100);
            }
        }

        private synchronized boolean stands() {
            return stands;
        }

        @Override
        public Optional<String> read() {
            return Optional.empty();
        }

        @Override
        public Map<String, Boolean> ofVersion010() {
            return Map.of();
        }

        @Override
        public void write(String fresh) throws IOException {
            try {
                if (stands() && !going.await(60, SECONDS)) {
                    throw new IOException("nobody let the disk go on");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            synchronized (this) {
                text = fresh;
                writes++;
                notifyAll();
            }
        }
    }
}

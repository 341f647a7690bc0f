package meetpost.agent.output;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import meetpost.agent.board.FakeBoard;
import org.junit.jupiter.api.Test;

class StopLevelTest {

    @Test
    void isDrivenForEveryOutputAndTold() throws Exception {
        Rig rig =
                Rig.started(
                        AnOutput.named("pomp", 17),
                        AnOutput.named("nood", 22).onAtStop(),
                        AnOutput.named("lamp", 4).activeLow());
        rig.on("pomp");
        rig.on("lamp");
        rig.told.clear();

        assertTrue(rig.outputs.rest(ofSeconds(1), true));

        assertFalse(rig.isOn("pomp"));
        assertTrue(rig.isOn("nood"));
        assertFalse(rig.isOn("lamp"));
        assertEquals(List.of("pomp OFF", "lamp OFF", "nood ON"), rig.told);
    }

    @Test
    void isDrivenForTheOthersWhereOneCannotBeDriven() throws Exception {
        Rig rig =
                Rig.started(AnOutput.named("a", 1), AnOutput.named("b", 2), AnOutput.named("c", 3));
        for (String name : List.of("a", "b", "c")) {
            rig.on(name);
        }
        rig.pin("a").rude(true);
        rig.pin("b").broken(true);

        assertFalse(rig.outputs.rest(ofSeconds(1), true));

        assertFalse(rig.isOn("c"));
    }

    @Test
    void isNotOnForOneOfTwoInterlockedOutputs() throws Exception {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22).onAtStop(),
                        AnOutput.named("neer", 23).onAtStop().interlock("op"));
        rig.on("neer");

        assertFalse(rig.outputs.rest(ofSeconds(1), true));

        assertFalse(rig.isOn("op"));
        assertTrue(rig.isOn("neer"));
    }

    @Test
    void staysWhateverTheRulesSayLater() throws Exception {
        Rig rig =
                Rig.started(
                        AnOutput.named("nood", 22).onAtStop().maxOn(ofMinutes(1)),
                        AnOutput.named("vent", 23).onBrokerLoss(ofMinutes(1), true));
        rig.outputs.rest(ofSeconds(1), true);

        rig.pass(ofMinutes(60));

        assertTrue(rig.isOn("nood"));
        assertFalse(rig.isOn("vent"));
    }

    @Test
    void isGivenUpInTimeWhereALineDoesNotAnswer() throws Exception {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Outputs hung =
                new Outputs(
                        List.of(AnOutput.named("pomp", 17).settings()),
                        new FakeBoard(),
                        TestDisk.fresh(rig.ticks),
                        rig.ticks::now,
                        rig.ticks,
                        (name, state) -> {
                            inside.countDown();
                            awaitQuietly(letGo);
                        });
        Thread holder = new Thread(hung::start, "holder");
        holder.start();
        inside.await();

        assertFalse(hung.rest(Duration.ofMillis(20), true));

        letGo.countDown();
        holder.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

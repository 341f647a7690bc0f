package meetpost.agent.output;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Outcome.Obstacle.STOPPING;
import static meetpost.agent.output.Rig.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import meetpost.agent.board.FakeBoard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void outranksMinOff() throws Exception {
        Rig rig = Rig.started(AnOutput.named("vent", 17).onAtStop().minOff(ofMinutes(5)));
        rig.on("vent");
        rig.off("vent");

        assertTrue(rig.outputs.rest(ofSeconds(5), true));

        assertTrue(rig.isOn("vent"));
        assertEquals(Cause.STOP, rig.states.get("vent").origin().cause());
    }

    @ParameterizedTest
    @CsvSource({"op, neer", "neer, op"})
    void isReachedOnceTheOthersOfTheInterlockHaveBeenOffForTheDeadTime(String first, String second)
            throws Exception {
        var ticks = new OwnTicks();
        Rig rig =
                new Rig(
                        new TestDisk(),
                        ticks,
                        AnOutput.named(first, 22).onAtStop(),
                        AnOutput.named(second, 23).interlock(first).deadTime(ofSeconds(2)));
        rig.outputs.start();
        rig.on(second);
        long began = ticks.now();

        assertTrue(rig.outputs.rest(ofSeconds(4), true));

        assertFalse(rig.isOn(second));
        assertTrue(rig.isOn(first));
        assertEquals(ofSeconds(2).toNanos(), ticks.now() - began);
    }

    @Test
    void isWaitedForByAllOfAChainTogether() throws Exception {
        var ticks = new OwnTicks();
        Rig rig =
                new Rig(
                        new TestDisk(),
                        ticks,
                        AnOutput.named("a", 4).onAtStop(),
                        AnOutput.named("b", 5).onAtStop(),
                        AnOutput.named("c", 6).interlock("a", "b").deadTime(ofSeconds(3)));
        rig.outputs.start();
        rig.on("c");
        long began = ticks.now();

        assertTrue(rig.outputs.rest(ofSeconds(4), true));

        assertTrue(rig.isOn("a"));
        assertTrue(rig.isOn("b"));
        assertEquals(ofSeconds(3).toNanos(), ticks.now() - began);
    }

    @Test
    void isGivenUpWhereTheDeadTimeIsLongerThanTheStop() throws Exception {
        var ticks = new OwnTicks();
        Rig rig =
                new Rig(
                        new TestDisk(),
                        ticks,
                        AnOutput.named("op", 22).onAtStop(),
                        AnOutput.named("neer", 23).interlock("op").deadTime(ofSeconds(10)));
        rig.outputs.start();
        rig.on("neer");
        long began = ticks.now();

        assertFalse(rig.outputs.rest(ofSeconds(4), true));

        assertFalse(rig.isOn("op"));
        assertFalse(rig.isOn("neer"));
        assertEquals(began, ticks.now());
    }

    @Test
    void isKeptWhateverIsCommandedLater() throws Exception {
        Rig rig = Rig.started(AnOutput.named("pomp", 17));
        rig.outputs.rest(ofSeconds(1), true);

        assertRefused(STOPPING, "the program is stopping", rig.on("pomp"));
        assertRefused(STOPPING, "the program is stopping", rig.toggle("pomp"));
        assertRefused(STOPPING, "the program is stopping", rig.pulse("pomp", ofSeconds(1)));

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void isKeptWhateverNewRulesForbid() throws Exception {
        AnOutput light = AnOutput.named("nood", 22).onAtStop();
        Rig rig = Rig.started(AnOutput.named("pomp", 17), light);
        rig.on("pomp");
        rig.outputs.rest(ofSeconds(1), true);
        rig.outputs.rules(
                List.of(
                        AnOutput.named("pomp", 17).settings(),
                        light.interlock("pomp").deadTime(ofSeconds(5)).settings()));

        assertTrue(rig.isOn("nood"));
    }

    @Test
    void isNotDrivenForOutputsThatWereNeverStarted() throws Exception {
        Rig rig = new Rig(AnOutput.named("nood", 22).onAtStop());

        assertTrue(rig.outputs.rest(ofSeconds(1), true));

        assertEquals(List.of(), rig.board.requests());
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

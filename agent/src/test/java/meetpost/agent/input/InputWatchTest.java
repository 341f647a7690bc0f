package meetpost.agent.input;

import static meetpost.agent.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import meetpost.agent.board.FakeBoard;
import meetpost.agent.board.Published;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.TopicSettings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import meetpost.drivers.bus.Pull;
import org.junit.jupiter.api.Test;

class InputWatchTest {

    private static final String TOPIC = "ingangen/deur";

    private final FakeBoard board = new FakeBoard();
    private final Published published = new Published();

    @Test
    void tellsTheLevelAtTheStartAndEachChange() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.start();
            awaitTold("OFF");
            board.input(27).level(true);
            awaitTold("OFF", "ON");
            board.input(27).level(false);

            awaitTold("OFF", "ON", "OFF");
        }
    }

    @Test
    void anActiveLowInputIsOnWhereItsLineIsLow() throws Exception {
        try (InputWatch watch = watch(false)) {
            watch.start();

            awaitTold("ON");
        }
    }

    @Test
    void anInputThatFailsIsWatchedAgainWhenItWorks() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.start();
            awaitTold("OFF");
            board.input(27).broken(true);
            eventually("it fails", () -> board.input(27).failures() > 0);
            board.input(27).level(true);
            board.input(27).broken(false);

            eventually(
                    "ON is told",
                    () -> {
                        List<String> told = published.on(TOPIC);
                        return told.get(told.size() - 1).equals("ON");
                    });
        }
    }

    @Test
    void aLineThatSomebodyElseHoldsIsTakenWhenItIsFree() throws Exception {
        board.taken(27, true);
        try (InputWatch watch = watch(true)) {
            watch.start();
            eventually("it is refused", () -> board.refusals() > 0);
            board.taken(27, false);

            awaitTold("OFF");
        }
    }

    @Test
    void otherSettingsCountForTheSameLine() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.start();
            awaitTold("OFF");

            watch.settings(settings(false));

            awaitTold("OFF", "ON");
        }
    }

    @Test
    void tellsThatAButtonIsHeld() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.settings(button());
            watch.start();
            awaitTold("OFF");
            board.input(27).level(true);

            eventually("long", () -> published.on(TOPIC + "/event").equals(List.of("long")));
        }
    }

    @Test
    void tellsThatAButtonWasPressed() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.settings(button());
            watch.start();
            awaitTold("OFF");

            // A busy machine may take one for a long press, or see nothing of it.
            var down = new AtomicBoolean();
            eventually(
                    "a click",
                    () -> {
                        down.set(!down.get());
                        board.input(27).level(down.get());
                        return published.on(TOPIC + "/event").contains("click")
                                || published.on(TOPIC + "/event").contains("double");
                    });
        }
    }

    @Test
    void anInputThatIsNoButtonHasNoEvents() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.start();
            awaitTold("OFF");
            board.input(27).level(true);
            awaitTold("OFF", "ON");
            board.input(27).level(false);
            awaitTold("OFF", "ON", "OFF");

            assertEquals(List.of(), published.on(TOPIC + "/event"));
        }
    }

    @Test
    void anInputWithADelayIsOffLater() throws Exception {
        try (InputWatch watch = watch(true)) {
            watch.settings(delayed());
            watch.start();
            awaitTold("OFF");
            board.input(27).level(true);
            awaitTold("OFF", "ON");
            long before = Ticks.REAL.now();
            board.input(27).level(false);

            awaitTold("OFF", "ON", "OFF");
            assertTrue(Ticks.REAL.now() - before >= Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void closingEndsItsThreadInTheMiddleOfAWait() throws Exception {
        board.input(27).slow();
        InputWatch watch = watch(true);
        watch.start();
        awaitTold("OFF");

        watch.close();

        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("input-deur"))
                        .filter(Thread::isAlive)
                        .count());
    }

    private void awaitTold(String... states) throws InterruptedException {
        eventually(
                String.join(" ", states) + " is told",
                () -> published.on(TOPIC).equals(List.of(states)));
    }

    private InputWatch watch(boolean activeHigh) {
        return new InputWatch(
                settings(activeHigh),
                board,
                published,
                new Topics(
                        new TopicSettings("sensoren", "ingangen", "actuatoren", "apparaten", false),
                        "",
                        "kelder-pi"),
                Ticks.REAL);
    }

    private static InputSettings button() {
        return new InputSettings(
                "deur",
                "Deur",
                27,
                Pull.DOWN,
                true,
                Duration.ZERO,
                1,
                "",
                "ingangen/deur",
                true,
                Duration.ZERO);
    }

    private static InputSettings delayed() {
        return new InputSettings(
                "deur",
                "Deur",
                27,
                Pull.DOWN,
                true,
                Duration.ZERO,
                1,
                "",
                "ingangen/deur",
                false,
                Duration.ofSeconds(1));
    }

    private static InputSettings settings(boolean activeHigh) {
        return new InputSettings(
                "deur",
                "Deur",
                27,
                Pull.UP,
                activeHigh,
                Duration.ofMillis(1),
                1,
                "door",
                "ingangen/deur");
    }
}

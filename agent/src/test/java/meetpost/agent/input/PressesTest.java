package meetpost.agent.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What somebody does with a button, in milliseconds. */
class PressesTest {

    /** Ticks may wrap. */
    private static final long ORIGIN = Long.MAX_VALUE - Duration.ofMillis(1500).toNanos();

    private final Presses button = new Presses(false);

    @Test
    void isAClickWhenNoOtherFollows() {
        down(0);
        up(200);

        assertEquals(Optional.empty(), due(599));
        assertEquals(Optional.of(Press.CLICK), due(600));
        assertEquals(Optional.empty(), due(10_000));
    }

    @Test
    void isDoubleAsSoonAsItIsDownAgain() {
        down(0);
        up(200);

        assertEquals(Optional.of(Press.DOUBLE), down(599));
        assertEquals(Optional.empty(), due(5_000));
        up(5_000);
        assertEquals(Optional.empty(), due(10_000));
    }

    @Test
    void isLongWhileItIsHeld() {
        down(0);

        assertEquals(Optional.empty(), due(999));
        assertEquals(Optional.of(Press.LONG), due(1000));
        assertEquals(Optional.empty(), due(5_000));
        up(5_000);
        assertEquals(Optional.empty(), due(10_000));
    }

    @Test
    void isAClickAgainAfterADoubleOne() {
        down(0);
        up(100);
        down(200);
        up(300);
        down(400);
        up(500);

        assertEquals(Optional.of(Press.CLICK), due(900));
    }

    @Test
    void isTwoClicksWhereThereIsTimeBetween() {
        down(0);
        up(100);
        assertEquals(Optional.of(Press.CLICK), due(500));
        down(600);
        up(700);
        assertEquals(Optional.of(Press.CLICK), due(1100));
    }

    /** Whoever started the program did not press it. */
    @Test
    void isNothingWhereItWasDownAtTheStart() {
        var stuck = new Presses(true);

        assertEquals(OptionalLong.empty(), stuck.next());
        assertEquals(Optional.empty(), stuck.changed(false, at(100)));
        assertEquals(Optional.empty(), stuck.due(at(5_000)));
    }

    @Test
    void saysWhenItHasSomethingToSay() {
        assertEquals(OptionalLong.empty(), button.next());
        down(100);
        assertEquals(OptionalLong.of(at(1100)), button.next());
        up(300);
        assertEquals(OptionalLong.of(at(700)), button.next());
        due(700);
        assertEquals(OptionalLong.empty(), button.next());
    }

    private Optional<Press> down(long millis) {
        return button.changed(true, at(millis));
    }

    private void up(long millis) {
        assertEquals(Optional.empty(), button.changed(false, at(millis)));
    }

    private Optional<Press> due(long millis) {
        return button.due(at(millis));
    }

    private static long at(long millis) {
        return ORIGIN + Duration.ofMillis(millis).toNanos();
    }
}

package meetpost.agent.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A motion sensor that is OFF after two minutes, in seconds. */
class OffDelayTest {

    private final OffDelay motion = new OffDelay(Duration.ofMinutes(2), false);

    @Test
    void isOnAtOnceAndOffAfterIts() {
        assertEquals(Optional.of(true), motion.changed(true, at(0)));
        assertEquals(Optional.empty(), motion.changed(false, at(3)));
        assertTrue(motion.on());

        assertEquals(OptionalLong.of(at(123)), motion.next());
        assertEquals(Optional.empty(), motion.due(at(123) - 1));
        assertEquals(Optional.of(false), motion.due(at(123)));
        assertEquals(Optional.empty(), motion.due(at(500)));
    }

    @Test
    void staysOnWhereSomebodyMovesAgain() {
        motion.changed(true, at(0));
        motion.changed(false, at(3));

        assertEquals(Optional.empty(), motion.changed(true, at(100)));
        assertEquals(Optional.empty(), motion.due(at(200)));
        assertEquals(Optional.empty(), motion.changed(false, at(201)));
        assertEquals(Optional.of(false), motion.due(at(321)));
    }

    @Test
    void isWhatItIsWithoutADelay() {
        var door = new OffDelay(Duration.ZERO, true);

        assertEquals(Optional.of(false), door.changed(false, at(0)));
        assertEquals(Optional.of(true), door.changed(true, at(0)));
        assertEquals(OptionalLong.empty(), door.next());
    }

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}

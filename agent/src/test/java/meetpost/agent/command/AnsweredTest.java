package meetpost.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.time.ManualTicks;
import org.junit.jupiter.api.Test;

class AnsweredTest {

    private static final Answer ON = new Accepted(true, Optional.empty());

    private final ManualTicks ticks = new ManualTicks();
    private final Answered answered = new Answered(ticks);

    @Test
    void remembersForExactlyTenMinutes() {
        answered.keep("pomp", "42", ON);

        ticks.advance(Duration.ofMinutes(10).minusNanos(1));
        assertEquals(Optional.of(ON), answered.answer("pomp", "42"));
        ticks.advance(Duration.ofNanos(1));

        assertEquals(Optional.empty(), answered.answer("pomp", "42"));
    }

    @Test
    void keepsActuatorsApart() {
        answered.keep("pomp", "42", ON);

        assertEquals(Optional.empty(), answered.answer("klep", "42"));
    }

    @Test
    void forgetsTheOldestOfAnActuatorThatHasAThousand() {
        for (int id = 0; id < 1001; id++) {
            answered.keep("pomp", "id-" + id, ON);
        }

        assertEquals(Optional.empty(), answered.answer("pomp", "id-0"));
        assertEquals(Optional.of(ON), answered.answer("pomp", "id-1"));
        assertEquals(Optional.of(ON), answered.answer("pomp", "id-1000"));
    }
}

package meetpost.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryDelayTest {

    @Test
    void goesToSixInstantsAtOneASecond() {
        assertEquals(List.of(1L, 2L, 4L, 6L, 6L), instants(Duration.ofSeconds(1)));
    }

    @Test
    void goesToAMinuteAtTenSeconds() {
        assertEquals(List.of(1L, 2L, 4L, 6L, 6L), instants(Duration.ofSeconds(10)));
    }

    @Test
    void goesToAMinuteAtTwentySeconds() {
        assertEquals(List.of(1L, 2L, 3L, 3L, 3L), instants(Duration.ofSeconds(20)));
    }

    @Test
    void leavesNoInstantOutWhereTheyAreAnHourApart() {
        assertEquals(List.of(1L, 1L, 1L, 1L, 1L), instants(Duration.ofHours(1)));
    }

    @Test
    void staysAtItsLimitForEver() {
        var backOff = new RetryDelay(Duration.ofSeconds(1));

        for (int n = 0; n < 1_000; n++) {
            backOff.failed();
        }

        assertEquals(6, backOff.instants());
    }

    @Test
    void isForgottenAtTheFirstAnswer() {
        var backOff = new RetryDelay(Duration.ofSeconds(1));
        backOff.failed();
        backOff.failed();

        backOff.answered();

        assertEquals(1, backOff.instants());
        assertEquals(0, backOff.faults());
    }

    private static List<Long> instants(Duration every) {
        var backOff = new RetryDelay(every);
        List<Long> instants = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            backOff.failed();
            instants.add(backOff.instants());
        }
        return instants;
    }
}

package meetpost.agent.outbox;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest extends BoundedOutboxContract {

    @Override
    Outbox outbox(int capacity, Duration maxAge) {
        return new MemoryOutbox(capacity, maxAge, ticks);
    }

    @Test
    void refusesToHaveNoRoom() {
        assertThrows(IllegalArgumentException.class, () -> new MemoryOutbox(0, WEEK, ticks));
    }
}

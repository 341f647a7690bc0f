package meetpost.agent.output;

import java.time.Duration;
import meetpost.agent.time.ManualTicks;

/** Time that is wherever somebody waits for. */
final class OwnTicks extends ManualTicks {

    @Override
    public synchronized void until(long tick) {
        if (tick - now() > 0) {
            advance(Duration.ofNanos(tick - now()));
        }
    }
}

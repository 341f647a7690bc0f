package meetpost.agent.output;

import meetpost.agent.time.ManualTicks;

/** Time that is wherever somebody waits for. */
final class OwnTicks extends ManualTicks {

    @Override
    public void until(long tick) {
        if (tick - now() > 0) {
            advance(java.time.Duration.ofNanos(tick - now()));
        }
    }
}

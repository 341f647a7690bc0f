package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import meetpost.agent.output.BrokerSilence;
import meetpost.agent.output.spec.Step.Broker;

/** The broker as the program hears it: a question is answered at once, or never. */
final class Line implements BrokerSilence {

    private final LongSupplier now;
    private Broker broker = Broker.TALKS;
    private long heard;
    private Optional<Long> asked = Optional.empty();

    /**
     * @param now of the program
     */
    Line(LongSupplier now) {
        this.now = now;
        this.heard = now.getAsLong();
    }

    void is(Broker next) {
        heard = lastHeard();
        asked = next == broker ? asked : Optional.empty();
        broker = next;
    }

    @Override
    public long lastHeard() {
        return broker == Broker.TALKS ? now.getAsLong() : heard;
    }

    @Override
    public boolean isLost(Duration within) {
        if (broker != Broker.SILENT) {
            heard = now.getAsLong();
            return false;
        }
        long since = asked.orElseGet(now::getAsLong);
        asked = Optional.of(since);
        return now.getAsLong() - since >= within.toNanos();
    }
}

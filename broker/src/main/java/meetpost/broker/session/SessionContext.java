package meetpost.broker.session;

import java.util.function.LongSupplier;
import meetpost.broker.access.Shares;
import meetpost.broker.metrics.Counters;
import meetpost.broker.metrics.EventLog;
import meetpost.broker.packet.Frames;
import meetpost.broker.routing.RetainedDelivery;
import meetpost.broker.settings.Limits;
import meetpost.broker.storage.Store;

/**
 * What all sessions of a broker use.
 *
 * @param frames those of what is being delivered
 * @param ticks monotonic nanoseconds
 */
public record SessionContext(
        Limits limits,
        Counters counters,
        EventLog events,
        Shares shares,
        Store store,
        DeferredWrites deferred,
        RetainedDelivery retained,
        Frames frames,
        LongSupplier ticks) {

    long now() {
        return ticks.getAsLong();
    }

    /** For messages that are sent one at a time; to be cleared after each. */
    Frames framesOfNow() {
        frames.now(now());
        return frames;
    }
}

package meetpost.broker;

import io.netty.util.concurrent.ScheduledFuture;

/** What will happen to a session that is not connected. */
final class Away {
    final Absence absence;
    @Nullable Will will;
    @Nullable ScheduledFuture<?> lastWords;
    @Nullable ScheduledFuture<?> expiry;

    Away(Absence absence) {
        this.absence = absence;
    }

    void cancel() {
        if (lastWords != null) {
            lastWords.cancel(false);
        }
        if (expiry != null) {
            expiry.cancel(false);
        }
    }
}

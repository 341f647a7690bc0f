package meetpost.broker.connection;

import io.netty.util.concurrent.ScheduledFuture;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Reason;
import meetpost.broker.settings.Limit;

/** Cuts off a client that does not fetch what is sent to it. */
final class SlowReader {

    private final ConnectionContext context;
    private final Connection connection;
    private final ClientProtocol conversation;
    private @Nullable ScheduledFuture<?> patience;

    SlowReader(ConnectionContext context, Connection connection, ClientProtocol conversation) {
        this.context = context;
        this.connection = connection;
        this.conversation = conversation;
    }

    /** More waits for it than it should. */
    void stalls() {
        if (patience == null) {
            patience = connection.schedule(this::cut, context.limits().time(Limit.SLOW_READER));
        }
    }

    /** It fetches again, or is gone. */
    void reads() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    private void cut() {
        context.counters().reached(Limit.SLOW_READER);
        conversation.end(
                Reason.QUOTA_EXCEEDED,
                "it read nothing for %s s"
                        .formatted(context.limits().time(Limit.SLOW_READER).toSeconds()));
        connection.abort();
    }
}

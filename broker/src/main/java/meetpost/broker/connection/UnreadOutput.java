package meetpost.broker.connection;

import java.time.Duration;
import meetpost.broker.budget.Holding;
import meetpost.broker.budget.Use;
import meetpost.broker.message.Reason;
import meetpost.broker.settings.Limit;

/**
 * What one client is sent and has not read: it counts until it is, and where there is no room for
 * it the client waits or goes. Confined to the event loop.
 */
final class UnreadOutput {

    /** Until it is looked again whether there is room to send to a client. */
    private static final Duration RETRY = Duration.ofMillis(100);

    private final ConnectionContext context;
    private final Connection connection;
    private final ClientProtocol conversation;
    private final Output output;
    private final Holding holding;
    private boolean starving;

    UnreadOutput(
            ConnectionContext context,
            Connection connection,
            ClientProtocol conversation,
            Output output,
            Holding holding) {
        this.context = context;
        this.connection = connection;
        this.conversation = conversation;
        this.output = output;
        this.holding = holding;
    }

    /** Takes room for so many bytes until the client has read them; if there is none, later. */
    boolean reserves(long bytes) {
        if (output.reserves(bytes)) {
            return true;
        }
        starves();
        return false;
    }

    /** There is no room to send it anything, though its socket takes more. */
    private void starves() {
        context.counters().reached(Limit.BUFFERS_SIZE);
        if (!starving) {
            starving = true;
            var unused = connection.schedule(this::retry, RETRY);
        }
    }

    private void retry() {
        starving = false;
        if (!connection.closing()) {
            conversation.writable();
        }
    }

    /** What the socket has not taken counts until it has. */
    void settle() {
        if (!output.settle()) {
            refuse();
        } else if (holding.held(Use.OUTPUT) == 0) {
            context.unread().remove(connection);
        } else if (context.unread().add(connection)) {
            output.whenTaken(this::taken);
        }
    }

    private void taken() {
        context.unread().remove(connection);
        settle();
    }

    /** There is no room for what it does not fetch. */
    void refuse() {
        context.counters().reached(Limit.BUFFERS_SIZE);
        conversation.end(
                Reason.QUOTA_EXCEEDED,
                "it does not read %s bytes, and there is no room for them"
                        .formatted(output.pending()));
        connection.abort();
    }

    /** The connection is gone. */
    void release() {
        context.unread().remove(connection);
    }
}

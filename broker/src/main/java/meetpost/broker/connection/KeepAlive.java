package meetpost.broker.connection;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Locale;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Reason;
import meetpost.broker.settings.Limit;

/** Watches that a client goes on: first that it sends CONNECT, then that it keeps alive. */
final class KeepAlive {

    private final ConnectionContext context;
    private final Connection connection;
    private final ClientProtocol conversation;
    private @Nullable ScheduledFuture<?> timer;

    KeepAlive(ConnectionContext context, Connection connection, ClientProtocol conversation) {
        this.context = context;
        this.connection = connection;
        this.conversation = conversation;
    }

    /** A connection is there; its CONNECT has to follow. */
    void opened() {
        Duration limit = context.limits().time(Limit.CONNECT_TIME);
        timer = connection.schedule(() -> silent(limit), limit);
    }

    private void silent(Duration limit) {
        context.counters().reached(Limit.CONNECT_TIME);
        conversation.end(Reason.SUCCESS, "no CONNECT within %s s".formatted(limit.toSeconds()));
    }

    /** [MQTT-3.1.2-24]: one and a half times what the client promised. */
    void keepAlive(int seconds) {
        cancel();
        if (seconds > 0) {
            Duration limit = Duration.ofMillis(seconds * 1500L);
            timer = connection.schedule(() -> checkAlive(limit), limit);
        }
    }

    private void checkAlive(Duration limit) {
        long left = limit.toNanos() - (context.now() - connection.lastReceived());
        if (left <= 0) {
            conversation.end(
                    Reason.KEEP_ALIVE_TIMEOUT,
                    String.format(
                            Locale.ROOT, "nothing came for %.1f s", limit.toMillis() / 1000.0));
        } else {
            timer = connection.schedule(() -> checkAlive(limit), Duration.ofNanos(left));
        }
    }

    /** CONNECT has come, or the end. */
    void cancel() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

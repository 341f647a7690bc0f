package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import meetpost.agent.time.Ticks;

/**
 * The subscriptions of one session, and its {@link Fence} at work. Used by the link's thread, but
 * for {@link #problems} and what {@link #uplink} gives.
 */
final class SessionSubscriptions {

    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** A broker that does not answer a SUBSCRIBE may still take what we publish. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** What others send when they see that we are here must not come before our marks. */
    private static final Duration BACK = Duration.ofSeconds(1);

    private final LinkOptions options;
    private final Fence fence;
    private final Session session;
    private final MarkPublisher post;
    private final MarksLost marksLost;
    private final Runnable changed;
    private final Ticks ticks;
    private final long begun;
    private Optional<Long> sent = Optional.empty();

    /**
     * @param changed rings for the link's thread
     */
    SessionSubscriptions(
            LinkOptions options,
            BrokerTarget target,
            Fence fence,
            Session session,
            MarksLost marksLost,
            Runnable changed,
            Ticks ticks) {
        this.options = requireNonNull(options, "options");
        this.fence = requireNonNull(fence, "fence");
        this.session = requireNonNull(session, "session");
        this.marksLost = requireNonNull(marksLost, "marksLost");
        this.changed = requireNonNull(changed, "changed");
        this.ticks = requireNonNull(ticks, "ticks");
        post = new MarkPublisher(options, target, ticks);
        begun = ticks.now();
    }

    /** Asks for all that the link is to have. */
    void subscribe() throws IOException {
        if (!options.subscriptions().isEmpty()) {
            fence.subscribe(session, options.subscriptions(), options.qos());
        }
    }

    /** Whether others may be told that we are here. */
    boolean isReady() {
        long now = ticks.now();
        boolean tooLate =
                now - begun >= ANSWER.toNanos()
                        || sent.filter(at -> now - at >= BACK.toNanos()).isPresent();
        return tooLate || (fence.isSent() && !fence.isPending());
    }

    /** Does what is due. */
    void work() {
        fence.send(session.isBridge() ? post::take : message -> session.publish(message, changed));
        if (sent.isEmpty() && fence.isSent()) {
            sent = Optional.of(ticks.now());
        }
        fence.look();
        marksLost.say(fence.problems(), options.broker().username());
    }

    /** When to work again. */
    Duration next(Duration max) {
        return fence.isPending() && max.compareTo(LOOK) > 0 ? LOOK : max;
    }

    /** For whoever publishes and subscribes in this session. */
    PublishChannel uplink() {
        return new PublishChannel() {

            @Override
            public boolean publish(Message message, Runnable acked) {
                return session.publish(message, acked);
            }

            @Override
            public void subscribe(Collection<String> filters, int qos) throws IOException {
                fence.subscribe(session, filters, qos);
            }

            @Override
            public boolean isBridge() {
                return session.isBridge();
            }
        };
    }

    /** On which topics the marks did not come back, in words. Any thread. */
    List<String> problems() {
        return MarksLost.reasons(fence.problems(), options.broker().username());
    }

    /** Ends the session: with a DISCONNECT if {@code inOrder}. Blocks for a few seconds at most. */
    void close(boolean inOrder) {
        post.close();
        if (inOrder) {
            session.leave(LEAVE);
        } else {
            session.close();
        }
    }
}

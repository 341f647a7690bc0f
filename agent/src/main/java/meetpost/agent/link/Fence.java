package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import meetpost.agent.time.Ticks;

/**
 * Tells what came before a subscription from what came after it, in one session. A broker shall
 * deliver its stored copies with the retain flag (MQTT 3.1.1 section 3.3.1.3), and not every one
 * does. So marks follow each subscription, and until they are back, what comes on that topic is
 * passed on as a stored copy. Marks of anybody's are passed on to nobody.
 *
 * <p>The two guards are independent: a message with the flag stays one.
 *
 * <p>{@link #send} and {@link #look} are for the link's thread, the rest is for any.
 */
final class Fence implements MessageListener {

    /**
     * Of one SUBSCRIBE. Some hosted brokers close the connection of who sends more: AWS IoT Core,
     * "Maximum subscriptions per subscribe request: 8" (AWS General Reference, message broker and
     * protocol limits).
     */
    private static final int MOST_FILTERS = 8;

    /** The link's thread looks more often than that, if it runs. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final List<FencedTopic> posts;
    private final MessageListener listener;
    private final Ticks ticks;
    private final Runnable changed;
    private int subscriptions;
    private int answered;
    private long looked;

    /**
     * @param random a secure one
     * @param changed rings for the link's thread
     */
    Fence(
            List<GuardedTopics> guards,
            MessageListener listener,
            Ticks ticks,
            RandomGenerator random,
            Runnable changed) {
        posts = guards.stream().map(guard -> new FencedTopic(guard, random)).toList();
        this.listener = requireNonNull(listener, "listener");
        this.ticks = requireNonNull(ticks, "ticks");
        this.changed = requireNonNull(changed, "changed");
        looked = ticks.now();
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        if (!Mark.isOne(payload)) {
            listener.message(topic, payload, qos, retained || isHistory(topic));
        } else if (!retained) {
            returned(topic, payload);
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        listener.tooLarge(topic, qos, retained || isHistory(topic));
    }

    @Override
    public boolean isBehind() {
        return listener.isBehind();
    }

    /**
     * Subscribes, in as many packets as that takes. From now on nothing is believed that this may
     * bring.
     */
    void subscribe(Session session, Collection<String> filters, int qos) throws IOException {
        List<String> all = List.copyOf(filters);
        for (int from = 0; from < all.size(); from += MOST_FILTERS) {
            List<String> asked = all.subList(from, Math.min(all.size(), from + MOST_FILTERS));
            int number = begin(asked);
            session.subscribe(asked, qos, refusals -> subscribed(refusals, number));
        }
    }

    /** As {@link #subscribe} does; gives the number of the SUBSCRIBE. */
    synchronized int begin(List<String> filters) {
        subscriptions++;
        posts.forEach(post -> post.subscribing(filters, subscriptions));
        return subscriptions;
    }

    /** The broker has answered a SUBSCRIBE; these filters it refuses. */
    void subscribed(List<String> refusals, int number) {
        synchronized (this) {
            answered++;
            posts.forEach(post -> post.subscribed(refusals, number));
        }
        changed.run();
    }

    /** Whether each SUBSCRIBE is answered and all marks are on their way, or will not be. */
    synchronized boolean isSent() {
        return answered == subscriptions && posts.stream().allMatch(post -> post.next().isEmpty());
    }

    /** Whether something will be believed later that is not yet. */
    synchronized boolean isPending() {
        return posts.stream().anyMatch(FencedTopic::isPending);
    }

    /**
     * Publishes marks.
     *
     * @param way says whether it took a message; the rest is for the next time if not
     */
    void send(Predicate<Message> way) {
        for (FencedTopic post : posts) {
            Optional<Message> next = next(post);
            while (next.isPresent()) {
                if (!way.test(next.get())) {
                    return;
                }
                sent(post, next.get());
                next = next(post);
            }
        }
    }

    /**
     * Time went by. Only that counts in which this process ran: after a standstill marks lie unread
     * in the socket, behind what they are to keep out.
     */
    synchronized void look() {
        long now = ticks.now();
        Duration gone = Duration.ofNanos(now - looked);
        Duration ran = gone.compareTo(LONGEST_LOOK) < 0 ? gone : LONGEST_LOOK;
        looked = now;
        posts.forEach(post -> post.waited(ran));
    }

    /** Topics on which the marks did not come back. */
    synchronized List<String> problems() {
        return posts.stream().map(FencedTopic::problem).flatMap(Optional::stream).toList();
    }

    private synchronized boolean isHistory(String topic) {
        return posts.stream().anyMatch(post -> post.isPending() && post.isFor(topic));
    }

    private void returned(String topic, byte[] payload) {
        synchronized (this) {
            posts.forEach(post -> post.returned(topic, payload));
        }
        changed.run();
    }

    private synchronized Optional<Message> next(FencedTopic post) {
        return post.next();
    }

    private synchronized void sent(FencedTopic post, Message message) {
        post.sent(message);
    }
}

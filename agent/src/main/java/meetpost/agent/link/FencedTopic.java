package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One guard of a {@link Fence}: whether what comes for it is from after the subscription. Used
 * under the fence's lock.
 */
final class FencedTopic {

    /** After this the retain flag alone guards: else a board that may not write obeys nobody. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final GuardedTopics guard;
    private final RandomGenerator random;
    private List<Out> out = List.of();
    private Stage stage = Stage.SUBSCRIBING;
    private int subscription;
    private Duration waited = Duration.ZERO;
    private boolean refused;

    private enum Stage {
        /** Its SUBSCRIBE is not answered. */
        SUBSCRIBING,
        /** Marks are to go out, or to come back. */
        MARKED,
        /** Both are back. */
        PASSED,
        /** Not in time. */
        GIVEN_UP
    }

    /** A mark on its way. */
    private static final class Out {

        private final Mark mark;
        private final Message message;
        private boolean sent;
        private boolean back;

        private Out(Mark mark, Message message) {
            this.mark = mark;
            this.message = message;
        }
    }

    FencedTopic(GuardedTopics guard, RandomGenerator random) {
        this.guard = requireNonNull(guard, "guard");
        this.random = requireNonNull(random, "random");
    }

    /** A SUBSCRIBE goes out that may bring stored copies. */
    void subscribing(List<String> filters, int number) {
        if (filters.stream().anyMatch(filter -> TopicFilters.matches(filter, guard.topic()))) {
            subscription = number;
            stage = Stage.SUBSCRIBING;
            waited = Duration.ZERO;
            refused = false;
            out = List.of();
        }
    }

    /**
     * A SUBSCRIBE is answered.
     *
     * @param refusals of the filters of the SUBSCRIBE
     */
    void subscribed(List<String> refusals, int number) {
        if (number != subscription || stage == Stage.PASSED) {
            return;
        }
        refused = refusals.contains(guard.filter());
        stage = refused ? Stage.GIVEN_UP : Stage.MARKED;
        waited = Duration.ZERO;
        // A broker keeps the order of one topic and one QoS only (MQTT 3.1.1 section 4.6).
        out = refused ? List.of() : IntStream.rangeClosed(0, 1).mapToObj(this::mark).toList();
    }

    private Out mark(int qos) {
        Mark mark = Mark.random(random);
        byte[] payload = mark.payload().getBytes(US_ASCII);
        return new Out(mark, Message.of(guard.topic(), payload, qos, false));
    }

    /** What is to be published next; empty: nothing, now. */
    Optional<Message> next() {
        return out.stream().filter(each -> !each.sent).findFirst().map(each -> each.message);
    }

    /** It is on its way. */
    void sent(Message message) {
        out.stream().filter(each -> each.message == message).forEach(each -> each.sent = true);
    }

    /** A mark came. */
    void returned(String topic, byte[] payload) {
        if (!topic.equals(guard.topic()) || out.isEmpty()) {
            return;
        }
        out.stream().filter(each -> each.mark.isIn(payload)).forEach(each -> each.back = true);
        if (out.stream().allMatch(each -> each.back)) {
            stage = Stage.PASSED;
        }
    }

    /** So much time went by. */
    void waited(Duration more) {
        if (isPending()) {
            waited = waited.plus(more);
            stage = waited.compareTo(PATIENCE) < 0 ? stage : Stage.GIVEN_UP;
        }
    }

    /** Whether it is too early to believe what comes. */
    boolean isPending() {
        return stage == Stage.SUBSCRIBING || stage == Stage.MARKED;
    }

    /** Whether a message for that topic is to be believed only when the marks are back. */
    boolean isFor(String topic) {
        return guard.isFor(topic);
    }

    /** The topic where something is wrong; empty: nothing is, or it is too early to say. */
    Optional<String> problem() {
        return stage == Stage.GIVEN_UP ? Optional.of(guard.filter()) : Optional.empty();
    }
}

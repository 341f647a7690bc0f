package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.link.Message;
import meetpost.agent.time.Ticks;

/**
 * Tells what comes back of ours on our own topics from what others publish there. A broker gives
 * each message back once, in order. Safe for use by several threads.
 */
final class OwnEchoes {

    /** Of one topic that have not come back: a broker that gives none back must cost nothing. */
    private static final int MOST = 200;

    /** What was on its way when we began to listen comes back too. */
    private static final Duration BEFORE = Duration.ofSeconds(3);

    private final Ticks ticks;
    private final Map<String, Deque<String>> underWay = new HashMap<>();
    private final Set<String> foreign = new LinkedHashSet<>();
    private Optional<Long> since = Optional.empty();

    OwnEchoes(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** From now on these topics are listened to; others are not. */
    synchronized void listen(List<String> topics) {
        forget();
        topics.forEach(each -> underWay.put(each, new ArrayDeque<>()));
        since = Optional.of(ticks.now());
    }

    /** Nothing is listened to. */
    synchronized void forget() {
        underWay.clear();
        foreign.clear();
        since = Optional.empty();
    }

    /** Whether something is listened to. */
    synchronized boolean isListening() {
        return since.isPresent();
    }

    /** The broker is about to get that. */
    synchronized void sent(Message message) {
        Deque<String> waiting = underWay.get(message.topic());
        if (waiting != null) {
            if (waiting.size() == MOST) {
                waiting.remove();
            }
            waiting.add(text(message.payload()));
        }
    }

    /** It did not get it. */
    synchronized void unsent(Message message) {
        Deque<String> waiting = underWay.get(message.topic());
        if (waiting != null) {
            boolean unused = waiting.removeLastOccurrence(text(message.payload()));
        }
    }

    /** Something came; says whether it is on a topic that is listened to. */
    synchronized boolean heard(String topic, byte[] payload, boolean retained) {
        Deque<String> waiting = underWay.get(topic);
        if (waiting == null) {
            return false;
        }
        boolean early = since.filter(at -> ticks.now() - at < BEFORE.toNanos()).isPresent();
        if (!waiting.removeFirstOccurrence(text(payload)) && !retained && !early) {
            foreign.add(topic);
        }
        return true;
    }

    /** The topics on which others have published since this was last asked. */
    synchronized List<String> foreign() {
        List<String> all = List.copyOf(foreign);
        foreign.clear();
        return all;
    }

    private static String text(byte[] payload) {
        return new String(payload, ISO_8859_1);
    }
}

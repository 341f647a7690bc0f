package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.send.OutgoingMessage;

/**
 * Answers to commands that wait for their way to the broker: in order for each topic, and the
 * topics in turn, so that a flood of commands for one output holds up no answer of another. There
 * can be as many as fit in {@value #MOST_BYTES} bytes; long before, {@link #areMany} says that no
 * more commands should come. Safe for use by several threads.
 */
final class PendingAnswers {

    static final int MANY_BYTES = 1 << 20;
    static final int MOST_BYTES = 4 << 20;

    /** What one takes beside its payload. */
    private static final int OVERHEAD = 100;

    private final Map<String, Deque<OutgoingMessage>> waiting = new LinkedHashMap<>();
    private int bytes;
    private boolean open;

    /** There is a session: answers are kept from now on. */
    synchronized void open() {
        open = true;
    }

    /** Keeps an answer; says whether there is a session and room. */
    synchronized boolean add(OutgoingMessage answer) {
        requireNonNull(answer, "answer");
        int size = size(answer);
        if (!open || bytes + size > MOST_BYTES) {
            return false;
        }
        bytes += size;
        waiting.computeIfAbsent(answer.message().topic(), any -> new ArrayDeque<>()).add(answer);
        return true;
    }

    /** So many of those that come next, at most; they do not wait any more. */
    synchronized List<OutgoingMessage> take(int most) {
        List<OutgoingMessage> taken = new ArrayList<>();
        while (taken.size() < most && !waiting.isEmpty()) {
            String topic = waiting.keySet().iterator().next();
            Deque<OutgoingMessage> turn = requireNonNull(waiting.remove(topic), topic);
            OutgoingMessage next = turn.remove();
            bytes -= size(next);
            taken.add(next);
            if (!turn.isEmpty()) {
                waiting.put(topic, turn);
            }
        }
        return taken;
    }

    /** Whether commands come faster than their answers leave. */
    synchronized boolean areMany() {
        return bytes > MANY_BYTES;
    }

    /** The session is over; gives what waited in vain. */
    synchronized List<OutgoingMessage> close() {
        open = false;
        List<OutgoingMessage> lost = take(Integer.MAX_VALUE);
        bytes = 0;
        return lost;
    }

    private static int size(OutgoingMessage answer) {
        return answer.message().size() + OVERHEAD;
    }
}

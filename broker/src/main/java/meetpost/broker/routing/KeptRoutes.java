package meetpost.broker.routing;

import java.util.ArrayDeque;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Topic;

/**
 * Which topics keep their route, within a bound in bytes: a topic stays as long as its retained
 * value and its messages in queues do, and a route has a stop for each subscriber. The eldest is
 * let go of, and worked out anew when there is a message again. Confined to the event loop.
 */
final class KeptRoutes {

    /** Bytes of the heap. */
    private static final int MOST = 512 << 10;

    /** Eldest first; each of them has a route. */
    private final ArrayDeque<Topic> topics = new ArrayDeque<>();

    private long bytes;

    /** A topic has worked out its route, in the place of the one before or of none. */
    void changed(Topic topic, @Nullable Route before, Route now) {
        if (before == null) {
            topics.add(topic);
            bytes += topic.weight();
        } else {
            bytes -= before.weight();
        }
        bytes += now.weight();
        while (bytes > MOST && topics.size() > 1) {
            Topic eldest = topics.remove();
            bytes -= eldest.weight() + drop(eldest);
        }
    }

    /** Gives what its route took of the heap. */
    private static int drop(Topic topic) {
        int freed = topic.note() instanceof Route route ? route.weight() : 0;
        topic.note(null);
        return freed;
    }

    /** What routes and their topics take of the heap. */
    long bytes() {
        return bytes;
    }
}

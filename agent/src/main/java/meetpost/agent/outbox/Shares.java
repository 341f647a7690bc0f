package meetpost.agent.outbox;

import java.util.HashMap;
import java.util.Map;

/** How many things there are of each source. For one thread at a time. */
final class Shares<T> {

    private final Kind<T> kind;
    private final Map<String, Integer> bySource = new HashMap<>();

    Shares(Kind<T> kind) {
        this.kind = kind;
    }

    void count(T thing, int more) {
        count(kind.source(thing), more);
    }

    void count(String source, int more) {
        int now = bySource.getOrDefault(source, 0) + more;
        if (now > 0) {
            bySource.put(source, now);
        } else {
            bySource.remove(source);
        }
    }

    /** Of the source that the thing is of. */
    int of(T thing) {
        return bySource.getOrDefault(kind.source(thing), 0);
    }

    int sources() {
        return bySource.size();
    }
}

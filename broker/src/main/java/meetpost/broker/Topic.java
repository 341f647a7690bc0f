package meetpost.broker;

import java.nio.charset.StandardCharsets;

/** A topic name that has been checked, and who its messages go to. Confined to the event loop. */
final class Topic {

    private static final int WEIGHT = 120;

    private final String name;
    private final byte[] utf8;

    private @Nullable Route route;
    private long routeVersion = -1;

    Topic(String name, byte[] utf8) {
        this.name = name;
        this.utf8 = utf8;
    }

    /** A topic of the broker's own. */
    Topic(String name) {
        this(name, name.getBytes(StandardCharsets.UTF_8));
    }

    String name() {
        return name;
    }

    byte[] utf8() {
        return utf8;
    }

    /** Bytes of the heap, without the route. */
    int weight() {
        return WEIGHT + 2 * utf8.length + (name.length() < utf8.length ? name.length() : 0);
    }

    /** Who gets a message on this topic: worked out anew only after subscriptions changed. */
    Route route(SubscriptionTree subscriptions) {
        Route known = route;
        if (known == null || routeVersion != subscriptions.version()) {
            Route before = known;
            known = subscriptions.route(name);
            if (utf8.length <= TopicTable.LONGEST) {
                route = known;
                routeVersion = subscriptions.version();
                subscriptions.keptRoutes().changed(this, before, known);
            }
        }
        return known;
    }

    /** Gives what it took of the heap. */
    int dropRoute() {
        int freed = route == null ? 0 : route.weight();
        route = null;
        return freed;
    }

    @Override
    public String toString() {
        return name;
    }
}

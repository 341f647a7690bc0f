package meetpost.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who gets the messages of one topic. A session with overlapping subscriptions occurs once. */
final class Route {

    /**
     * One session's part: the highest QoS of its subscriptions, and all of their identifiers.
     *
     * @param share the shared subscription; none for ordinary ones
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stop(
            Session session,
            int qos,
            boolean local,
            boolean retainAsPublished,
            int[] identifiers,
            @Nullable TopicFilter share) {}

    private static final int[] NO_IDENTIFIERS = {};

    private final Stop[] stops;
    private final SharedGroup[] groups;

    private Route(Stop[] stops, SharedGroup[] groups) {
        this.stops = stops;
        this.groups = groups;
    }

    Stop[] stops() {
        return stops;
    }

    SharedGroup[] groups() {
        return groups;
    }

    boolean leadsNowhere() {
        return stops.length == 0 && groups.length == 0;
    }

    static Stop stop(Subscription one) {
        int[] identifiers = one.identifier() == 0 ? NO_IDENTIFIERS : new int[] {one.identifier()};
        return new Stop(
                one.session(),
                one.qos(),
                !one.noLocal(),
                one.retainAsPublished(),
                identifiers,
                one.filter().shared() ? one.filter() : null);
    }

    /** Gathers the subscriptions that match a topic. */
    static final class Collector {

        private final Map<Session, Stop> stops = new LinkedHashMap<>();
        private final List<SharedGroup> groups = new ArrayList<>();

        void add(Subscription subscription) {
            stops.merge(subscription.session(), stop(subscription), Collector::both);
        }

        void add(SharedGroup group) {
            groups.add(group);
        }

        Route route() {
            return new Route(
                    stops.values().toArray(Stop[]::new), groups.toArray(SharedGroup[]::new));
        }

        private static Stop both(Stop a, Stop b) {
            int[] identifiers = new int[a.identifiers.length + b.identifiers.length];
            System.arraycopy(a.identifiers, 0, identifiers, 0, a.identifiers.length);
            System.arraycopy(
                    b.identifiers, 0, identifiers, a.identifiers.length, b.identifiers.length);
            return new Stop(
                    a.session,
                    Math.max(a.qos, b.qos),
                    a.local || b.local,
                    a.retainAsPublished || b.retainAsPublished,
                    identifiers,
                    null);
        }
    }
}

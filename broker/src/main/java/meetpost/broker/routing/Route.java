package meetpost.broker.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.broker.message.Nullable;
import meetpost.broker.message.Topic;
import meetpost.broker.message.TopicFilter;

/** Who gets the messages of one topic. A session with overlapping subscriptions occurs once. */
public final class Route implements Topic.Note {

    /**
     * One session's part: the highest QoS of its subscriptions, and all of their identifiers.
     *
     * @param local whether none of its subscriptions has No Local
     * @param share the shared subscription; none for ordinary ones
     * @param mixed the part of the subscriptions without No Local, where there are some of both
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Stop(
            Subscriber subscriber,
            int qos,
            boolean local,
            boolean retainAsPublished,
            int[] identifiers,
            @Nullable TopicFilter share,
            @Nullable Stop mixed) {

        /** What the session gets of its own messages [MQTT-3.8.3-3]; none for nothing. */
        @Nullable
        Stop echo() {
            return local ? this : mixed;
        }
    }

    private static final int[] NO_IDENTIFIERS = {};

    /** About what a route and one of its stops take of the heap. */
    private static final int OVERHEAD = 64;

    private static final int STOP = 44;

    private final Stop[] stops;
    private final SharedGroup[] groups;
    private final long version;

    private Route(Stop[] stops, SharedGroup[] groups, long version) {
        this.stops = stops;
        this.groups = groups;
        this.version = version;
    }

    /** Of the subscriptions that it was worked out from. */
    long version() {
        return version;
    }

    Stop[] stops() {
        return stops;
    }

    SharedGroup[] groups() {
        return groups;
    }

    /** Bytes of the heap. */
    int weight() {
        return OVERHEAD + STOP * stops.length + Integer.BYTES * groups.length;
    }

    boolean leadsNowhere() {
        return stops.length == 0 && groups.length == 0;
    }

    static Stop stop(Subscription one) {
        int[] identifiers = one.identifier() == 0 ? NO_IDENTIFIERS : new int[] {one.identifier()};
        return new Stop(
                one.subscriber(),
                one.qos(),
                !one.noLocal(),
                one.retainAsPublished(),
                identifiers,
                one.filter().shared() ? one.filter() : null,
                null);
    }

    /** Gathers the subscriptions that match a topic. */
    static final class Collector {

        private final Map<Subscriber, Stop> stops = new LinkedHashMap<>();
        private final List<SharedGroup> groups = new ArrayList<>();
        private final String topic;

        Collector(String topic) {
            this.topic = topic;
        }

        void add(Subscription subscription) {
            if (subscription.subscriber().permissions().denies(topic)) {
                return;
            }
            stops.merge(subscription.subscriber(), stop(subscription), Collector::both);
        }

        void add(SharedGroup group) {
            groups.add(group);
        }

        Route route(long version) {
            return new Route(
                    stops.values().toArray(Stop[]::new),
                    groups.toArray(SharedGroup[]::new),
                    version);
        }

        private static Stop both(Stop a, Stop b) {
            boolean local = a.local && b.local;
            return merged(a, b, local, local ? null : echoes(a.echo(), b.echo()));
        }

        private static @Nullable Stop echoes(@Nullable Stop a, @Nullable Stop b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return merged(a, b, true, null);
        }

        private static Stop merged(Stop a, Stop b, boolean local, @Nullable Stop mixed) {
            int[] identifiers = new int[a.identifiers.length + b.identifiers.length];
            System.arraycopy(a.identifiers, 0, identifiers, 0, a.identifiers.length);
            System.arraycopy(
                    b.identifiers, 0, identifiers, a.identifiers.length, b.identifiers.length);
            return new Stop(
                    a.subscriber,
                    Math.max(a.qos, b.qos),
                    local,
                    a.retainAsPublished || b.retainAsPublished,
                    identifiers,
                    null,
                    mixed);
        }
    }
}

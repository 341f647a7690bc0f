package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.claim.Standing;
import meetpost.agent.link.MessageListener;
import meetpost.agent.rule.RuleMessage.Malformed;
import meetpost.drivers.bus.WakeSignal;

/**
 * What persons send to rules, before anybody has looked at it. In a flood the newest counts, and
 * what has an id and gives way is refused as busy. Passes on everything else. Any thread; does not
 * block.
 */
final class RuleInbox implements MessageListener {

    /** That many wait. */
    static final int MOST = 200;

    /** With so many the link takes no more until some are answered. */
    private static final int MANY = MOST / 2;

    /**
     * That many of those that gave way wait for their answer, of {@value RuleMessage#MAX_BYTES}
     * bytes each.
     */
    private static final int MOST_DISPLACED = 1000;

    private final Map<String, Place> places;
    private final Supplier<Standing> standing;
    private final WakeSignal arrived;
    private final MessageListener rest;
    private final Deque<Arrived> waiting = new ArrayDeque<>();
    private final Deque<Arrived> displaced = new ArrayDeque<>();

    /**
     * Where something is set.
     *
     * @param root of the rule
     * @param mode else the setpoint
     */
    record Place(String rule, String root, boolean mode) {}

    /**
     * Something that came.
     *
     * @param refusal why it is not to be executed: reason and text; empty: it may be
     */
    record Arrived(String topic, Place place, RuleMessage message, Optional<Refusal> refusal) {

        private Arrived displaced() {
            return new Arrived(
                    topic,
                    place,
                    message,
                    Optional.of(
                            new Refusal(
                                    "busy",
                                    "more than %s came at once, send it again".formatted(MOST))));
        }
    }

    /** A reason, as answers show it, and what to say about it. */
    record Refusal(String reason, String text) {}

    /**
     * @param places by the topic on which commands come
     */
    RuleInbox(
            Map<String, Place> places,
            Supplier<Standing> standing,
            WakeSignal arrived,
            MessageListener rest) {
        this.places = Map.copyOf(places);
        this.standing = requireNonNull(standing, "standing");
        this.arrived = requireNonNull(arrived, "arrived");
        this.rest = requireNonNull(rest, "rest");
    }

    @Override
    public void message(String topic, byte[] payload, int qos, boolean retained) {
        Place place = places.get(topic);
        if (place == null) {
            rest.message(topic, payload, qos, retained);
        } else if (payload.length > 0) {
            // Empty is somebody clearing the stored copy.
            RuleMessage message =
                    place.mode() ? RuleMessage.mode(payload) : RuleMessage.setpoint(payload);
            add(new Arrived(topic, place, message, refusal(place, message, retained)));
        }
    }

    @Override
    public void tooLarge(String topic, int qos, boolean retained) {
        Place place = places.get(topic);
        if (place == null) {
            rest.tooLarge(topic, qos, retained);
        } else {
            add(
                    new Arrived(
                            topic,
                            place,
                            new Malformed("too large", Optional.empty()),
                            Optional.of(
                                    new Refusal(
                                            "too-large",
                                            "expected at most %s bytes"
                                                    .formatted(RuleMessage.MAX_BYTES)))));
        }
    }

    private Optional<Refusal> refusal(Place place, RuleMessage message, boolean retained) {
        if (retained) {
            return Optional.of(new Refusal("retained", meetpost.agent.command.Refusal.STORED));
        }
        if (message instanceof Malformed malformed) {
            return Optional.of(new Refusal("malformed", malformed.text()));
        }
        return standing.get().refusal(place.root()).map(text -> new Refusal("conflict", text));
    }

    private void add(Arrived one) {
        synchronized (waiting) {
            waiting.add(one);
            if (waiting.size() > MOST) {
                displace(waiting.remove());
            }
        }
        arrived.raise();
    }

    private void displace(Arrived oldest) {
        if (oldest.message().id().isPresent()) {
            displaced.add(oldest.displaced());
        }
        if (displaced.size() > MOST_DISPLACED) {
            displaced.remove();
        }
    }

    /** The next; empty: there is none. */
    Optional<Arrived> next() {
        synchronized (waiting) {
            return Optional.ofNullable(displaced.poll())
                    .or(() -> Optional.ofNullable(waiting.poll()));
        }
    }

    /** Whether there is a next. */
    boolean isEmpty() {
        synchronized (waiting) {
            return displaced.isEmpty() && waiting.isEmpty();
        }
    }

    @Override
    public boolean isBehind() {
        synchronized (waiting) {
            if (waiting.size() >= MANY) {
                return true;
            }
        }
        return rest.isBehind();
    }
}

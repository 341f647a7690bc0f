package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import meetpost.agent.announce.Neighbours;
import meetpost.agent.claim.Board;
import meetpost.agent.claim.Claims;
import meetpost.agent.claim.Conflict;
import meetpost.agent.claim.Neighbourhood;
import meetpost.agent.claim.Self;
import meetpost.agent.claim.Standing;
import meetpost.agent.link.Message;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.send.OutgoingMessage;
import meetpost.agent.send.TopicGate;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import org.tinylog.Logger;

/**
 * Which topics are this board's among all boards on its broker, as the publish loop finds it out
 * and keeps to it. For the publish loop's thread, but for what says otherwise.
 */
final class TopicOwnership implements Neighbours, TopicGate {

    /** However soon something is due: it may be that something else has to come before it. */
    private static final long LOOK = Duration.ofMillis(50).toNanos();

    private static final Duration NOTHING = Duration.ofMinutes(1);

    private final Neighbourhood neighbourhood;
    private final Topics topics;
    private final String discovery;
    private final Ticks ticks;
    private final LongAdder withheld = new LongAdder();
    private final OwnEchoes echoes;
    private Optional<PublishChannel> way = Optional.empty();
    private volatile boolean rung;
    private boolean inSession;
    private long due;
    private final List<Runnable> told = new ArrayList<>();
    private Set<String> said = Set.of();
    private List<String> blocked = List.of();
    private boolean more;

    /**
     * @param settings that count first; their state directory is for what must survive a restart
     * @param ticks real ones
     */
    TopicOwnership(
            Settings settings,
            Topics topics,
            Identity identity,
            Ticks ticks,
            RandomGenerator random) {
        this.topics = requireNonNull(topics, "topics");
        this.ticks = requireNonNull(ticks, "ticks");
        discovery = topics.discovery(settings.homeAssistant());
        neighbourhood =
                new Neighbourhood(
                        new Self(
                                new Board(identity.device(), identity.board()),
                                identity.session(),
                                settings.mqtt().topicPrefix(),
                                topics.devices()),
                        Claims.of(settings, topics),
                        Optional.of(settings.state()),
                        ticks,
                        random,
                        () -> rung = true);
        echoes = new OwnEchoes(ticks);
        due = ticks.now();
    }

    /** Is run when {@link #standing} may be another. Before the first session. */
    void told(Runnable listener) {
        told.add(requireNonNull(listener, "listener"));
    }

    /** What must be subscribed. Any thread. */
    List<String> subscriptions() {
        return neighbourhood.filters();
    }

    /** How it stands with each topic, as far as is known. Any thread. */
    Standing standing() {
        return neighbourhood.standing();
    }

    /** A session stands, and nothing was subscribed to in it. Any thread. */
    void opened() {
        neighbourhood.opened();
    }

    /** Takes what is about other boards, and says whether it is. Any thread. */
    boolean heard(String topic, byte[] payload, boolean retained) {
        boolean ours = echoes.heard(topic, payload, retained);
        if (ours) {
            rung = true;
        }
        return neighbourhood.heard(topic, payload, retained) || ours;
    }

    /** The broker is about to get that. */
    @Override
    public void sent(Message message) {
        echoes.sent(message);
    }

    /** It did not get it. */
    @Override
    public void unsent(Message message) {
        echoes.unsent(message);
    }

    /** There is a way through the session. */
    void begin(PublishChannel through) {
        way = Optional.of(through);
        inSession = true;
        neighbourhood.begin();
        rung = true;
    }

    /** The session is over. */
    void end() {
        inSession = false;
        way = Optional.empty();
        echoes.forget();
    }

    /** From now on these settings count. */
    void settings(Settings fresh) {
        neighbourhood.claims(Claims.of(fresh, topics));
        rung = true;
    }

    /** Whether it is too early to publish anything but {@link #questions}. */
    boolean isHearing() {
        return neighbourhood.isHearing();
    }

    /** Whether nothing may be published before our own info has come back. */
    boolean isNew() {
        return neighbourhood.isNew();
    }

    /** How long {@link #work} has nothing to do unless something comes. */
    Duration patience() {
        if (!inSession) {
            return NOTHING;
        }
        return rung ? Duration.ZERO : ticks.real(due);
    }

    /**
     * Looks at what came and at the time, and logs what that brings.
     *
     * @return whether what {@link #standing} or {@link #describe} says is another
     */
    boolean work() {
        if (!patience().isZero()) {
            return false;
        }
        rung = false;
        // Where a board is known that claims it too, it is that one's.
        echoes.foreign().stream()
                .filter(topic -> standing().isFree(topic))
                .forEach(neighbourhood::mixed);
        boolean changed = neighbourhood.work();
        listen();
        due = ticks.now() + Math.max(LOOK, neighbourhood.patience().toNanos());
        if (changed) {
            log();
            told.forEach(Runnable::run);
            List<String> now = standing().blocked();
            more |= !now.containsAll(blocked);
            blocked = now;
        }
        return changed;
    }

    /** To our own topics, where a board of 0.1.0 may publish there too: it costs their traffic. */
    private void listen() {
        if (way.isEmpty() || echoes.isListening() || !neighbourhood.hasSilent()) {
            return;
        }
        List<String> values = neighbourhood.values();
        echoes.listen(values);
        try {
            way.get().subscribe(values, 1);
        } catch (IOException e) {
            Logger.debug("the session is over: {}", e.getMessage());
        }
    }

    /** Whether topics are ours that were another board's when this was last asked. */
    boolean hasMore() {
        boolean has = more;
        more = false;
        return has;
    }

    private void log() {
        Set<String> now = new LinkedHashSet<>();
        standing().conflicts().stream().map(Conflict::text).forEach(now::add);
        now.stream().filter(text -> !said.contains(text)).forEach(Logger::warn);
        if (now.isEmpty() && !said.isEmpty()) {
            Logger.info("no other board claims a topic of this one any more");
        }
        said = now;
    }

    /** What boards ask each other and answer, to be published. */
    List<OutgoingMessage> questions() {
        List<OutgoingMessage> out = new ArrayList<>();
        neighbourhood
                .take()
                .forEach(
                        each ->
                                out.add(
                                        OutgoingMessage.of(
                                                Message.passing(each.topic(), each.payload()))));
        return out;
    }

    /** Writes into our info what we claim, and what came of it. */
    void describe(JsonStringWriter json, int room) {
        neighbourhood.describe(json, room);
    }

    @Override
    public void inquire(Collection<String> asked, Consumer<Set<String>> claimed) {
        neighbourhood.inquire(asked, found -> claimed.accept(found.keySet()));
        rung = true;
    }

    @Override
    public boolean isOpen(String topic) {
        // Home Assistant knows a device by its id alone.
        return standing().isOpen(topic.equals(discovery) ? topics.status() : topic);
    }

    /** A reading is not published, as another board has its topic. Any thread. */
    void withhold() {
        withheld.increment();
    }

    /** Readings that were not published since another board has their topic. Any thread. */
    long withheld() {
        return withheld.sum();
    }
}

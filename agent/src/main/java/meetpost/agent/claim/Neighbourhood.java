package meetpost.agent.claim;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import meetpost.agent.time.Ticks;

/**
 * Which of our topics are ours. Learns from the infos of other boards, asks those that claim what
 * we claim whether they live, and tells them that we do. A session begins with a hearing: until it
 * is known who was there before us nothing else is published.
 *
 * <p>For the publish loop's thread, but for what says otherwise.
 */
public final class Neighbourhood {

    /** A broker gives our mark back at once, or never. */
    private static final Duration MARK = Duration.ofSeconds(2);

    /** Who does not answer meanwhile does not keep us waiting, and is asked again. */
    private static final Duration LONGEST_HEARING = Duration.ofSeconds(5);

    /** For boards that are switched on with us. */
    private static final Duration EARLY = Duration.ofSeconds(10);

    /** Then what nobody else claims has been ours. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private static final int ROOM_IN_A_QUESTION = 7000;

    private final Self self;
    private final NeighbourTopics topics;
    private final Ticks ticks;
    private final Inbox inbox;
    private final Neighbours neighbours;
    private final Questions questions;
    private final Holdings holdings;
    private final Judge judge;
    private final Announcer announcer;

    private final Inquiries inquiries = new Inquiries();

    private List<Claim> claims;
    private long begun;
    private boolean marked;
    private boolean hearing = true;
    private Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private volatile Standing standing;

    /**
     * @param state the directory for what must survive a restart; empty: nothing does
     * @param rings is called, on any thread, when {@link #work} has something to do
     */
    public Neighbourhood(
            Self self,
            List<Claim> claims,
            Optional<Path> state,
            Ticks ticks,
            RandomGenerator random,
            Runnable rings) {
        this.self = requireNonNull(self, "self");
        this.claims = List.copyOf(claims);
        this.ticks = requireNonNull(ticks, "ticks");
        topics = new NeighbourTopics(self.devices(), self.board().device(), self.board().hash());
        inbox = new Inbox(topics, rings);
        neighbours = new Neighbours(self.board(), self.prefix(), ticks);
        questions = new Questions(topics, self.session(), ticks, random, this::introduce);
        holdings =
                state.map(each -> Holdings.in(each, self.board().hash())).orElseGet(Holdings::none);
        judge = new Judge(self.board(), holdings);
        announcer = new Announcer(self, holdings);
        standing = Standing.unknown(self, this.claims);
        begun = ticks.now();
    }

    /** What must be subscribed to. Any thread. */
    public List<String> filters() {
        return topics.filters();
    }

    /** Keeps what is of interest, and says whether it can be. Any thread. */
    public boolean heard(String topic, byte[] payload, boolean retained) {
        return inbox.put(topic, payload, retained);
    }

    /** A session stands, and nothing is subscribed to in it. Any thread. */
    public void opened() {
        inbox.reset();
    }

    /** The session's subscriptions are on their way. */
    public void begin() {
        holdings.begin();
        begun = ticks.now();
        marked = false;
        hearing = true;
        questions.markBegin();
    }

    /** Whether it is too early to publish anything but {@link #take}. */
    public boolean isHearing() {
        return hearing;
    }

    /**
     * Whether it claims what it never had: then it must not publish before its own info has come
     * back, for another one may be as new.
     */
    public boolean isNew() {
        return claims.stream().anyMatch(each -> holdings.rank(each.topic()) == Rank.NEW);
    }

    /** Whether a board is there that does not say what it claims: version 0.1.0. */
    public boolean hasSilent() {
        return neighbours.all().stream().anyMatch(Neighbour::claimsNothing);
    }

    /** The topics of ours that hold a value each. */
    public List<String> values() {
        return claims.stream().flatMap(each -> each.values().stream()).toList();
    }

    /**
     * Somebody else has published at a topic of ours: a board that does not say what it claims; the
     * first of them, where there are several.
     */
    public void mixed(String topic) {
        neighbours.all().stream()
                .filter(Neighbour::claimsNothing)
                .min(comparing(each -> each.announced().orElseThrow().board(), Board.ORDER))
                .ifPresent(
                        found ->
                                claims.stream()
                                        .filter(each -> !each.shared() && each.covers(topic))
                                        .forEach(each -> found.mixes(each.topic())));
    }

    /** The settings have other claims. */
    public void claims(List<Claim> fresh) {
        claims = List.copyOf(fresh);
        neighbours.compareWith(claims, inquiries.topics());
        if (!hearing) {
            decide();
        }
    }

    /**
     * Looks at what came and at the time; to be called in a session, after {@link #begin}, when
     * {@link #patience} is over or the bell rang.
     *
     * @return whether {@link #standing} changed, or what {@link #describe} writes
     */
    public boolean work() {
        inbox.take(this::forget, this::look);
        long gone = ticks.now() - begun;
        boolean known = marked || gone >= MARK.toNanos();
        if (known) {
            ask();
        }
        boolean waits =
                gone < LONGEST_HEARING.toNanos()
                        && neighbours.all().stream().anyMatch(Neighbour::isAwaited);
        if (hearing && (!known || waits)) {
            return false;
        }
        boolean heardNow = hearing;
        hearing = false;
        inquiries.answer(neighbours.all());
        return decide() || heardNow;
    }

    /** Questions and answers that are to be published, not retained. */
    public List<Said> take() {
        return questions.take();
    }

    /**
     * Finds out which of these topics living boards claim besides us: see {@link Inquiries}. Is
     * told within 70 s of a session in which nothing changes, by {@link #work}.
     */
    public void inquire(Collection<String> topics, Consumer<Map<String, Board>> told) {
        inquiries.add(topics, told);
        neighbours.compareWith(claims, inquiries.topics());
    }

    /** When {@link #work} has something to do though nothing comes; at most a minute. */
    public Duration patience() {
        long now = ticks.now();
        Duration least = Duration.ofMinutes(1);
        for (Duration each : List.of(MARK, SETTLED, LONGEST_HEARING, EARLY)) {
            Duration left = each.minusNanos(now - begun);
            least = left.isNegative() || least.compareTo(left) < 0 ? least : left;
        }
        for (Neighbour each : neighbours.all()) {
            for (Optional<Duration> next : List.of(each.dueIn(now), each.goesIn(now))) {
                least = next.filter(shorter(least)).orElse(least);
            }
        }
        return least;
    }

    private static Predicate<Duration> shorter(Duration than) {
        return each -> each.compareTo(than) < 0;
    }

    /** How it stands with each of our topics. Any thread. */
    public Standing standing() {
        return standing;
    }

    /**
     * Writes into our info what others must know.
     *
     * @param room bytes that are left for it
     */
    public void describe(JsonStringWriter json, int room) {
        announcer.write(json, claims, standing.conflicts(), room);
    }

    private void forget() {
        neighbours.forget();
    }

    private void look(NeighbourTopics.Place place, byte[] payload) {
        switch (place.leaf()) {
            case INFO ->
                    neighbours.info(place.device(), payload, isSelf(), claims, inquiries.topics());
            case STATUS -> neighbours.status(place.device(), Questions.isOnline(payload), isSelf());
            case ASK -> {
                marked |= questions.asked(payload, self.board().device());
                if (place.device().equals(self.board().device())) {
                    neighbours.question(payload, claims, inquiries.topics());
                }
            }
            case ANSWER ->
                    questions
                            .answered(payload)
                            .ifPresent(
                                    answer ->
                                            neighbours.all().stream()
                                                    .filter(each -> each.isCalled(answer.hash()))
                                                    .forEach(each -> each.answers(answer.nonce())));
        }
    }

    /** Whether we publish at our own device's topics, which a board with our device id has too. */
    private boolean isSelf() {
        return !hearing && standing.isOurs(topics.own());
    }

    private void introduce(JsonStringWriter json) {
        announcer.write(json, claims, List.of(), ROOM_IN_A_QUESTION);
    }

    private void ask() {
        long now = ticks.now();
        for (Neighbour each : neighbours.all()) {
            if (each.dueIn(now).filter(Duration::isZero).isPresent()) {
                each.ask(() -> questions.ask(each.announced().orElseThrow().board()));
            }
        }
    }

    private boolean decide() {
        long gone = ticks.now() - begun;
        Map<String, Verdict> fresh =
                judge.verdicts(
                        claims,
                        neighbours.all(),
                        gone < EARLY.toNanos(),
                        gone < LONGEST_HEARING.toNanos());
        judge.remember(claims, fresh, neighbours.all(), gone >= SETTLED.toNanos());
        holdings.keepOnly(claims.stream().map(Claim::topic).collect(Collectors.toSet()));
        boolean changed = !fresh.equals(verdicts);
        verdicts = fresh;
        if (changed || !standing.isKnown()) {
            standing = Standing.of(self, claims, fresh);
        }
        return holdings.save() || changed;
    }
}

package meetpost.agent.announce;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import meetpost.agent.settings.BridgeSettings.Lorawan;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.TopicSettings;

/**
 * What is to be withdrawn from the broker of this session: what it still has of earlier settings,
 * of earlier runs and of earlier places. The memory of that is our own retained info there, read
 * back at each connect; so each broker of a list has its own, and it lives and dies with what it
 * speaks of.
 *
 * <p>Any thread; only {@link #start} and {@link #settings} may block: they write a small file.
 */
public final class Announcements {

    private final PlacesFile file;
    private final Place now;
    private final String board;
    private final Neighbours neighbours;
    private final Leaving leaving = new Leaving();

    /** What settings had in this run, and have no more. */
    private final Set<String> gone = new HashSet<>();

    private final Map<String, Boolean> statuses = new HashMap<>();
    private final SortedMap<String, Announced> bridged = new TreeMap<>();
    private Places places;
    private Announced declared = Announced.NONE;
    private Set<String> applications = Set.of();
    private long session;

    /**
     * Reads where this card has been.
     *
     * @param board this board's hash
     */
    public Announcements(Settings settings, String board, Neighbours neighbours) {
        this.board = requireNonNull(board, "board");
        this.neighbours = requireNonNull(neighbours, "neighbours");
        now = Place.of(settings);
        file = new PlacesFile(settings.state());
        places = file.read();
        take(settings);
    }

    /** Where the boards that had this state have been; none where that cannot be read. */
    public static List<Place> places(Path state) {
        return new PlacesFile(state).read().stays().stream().map(Places.Stay::place).toList();
    }

    /** Keeps where it is now; the state directory is there, if it can be had. May block. */
    public void start() {
        Places seen;
        synchronized (this) {
            seen = places;
        }
        file.write(seen);
    }

    /** From now on these are the settings; they are at the place of the first ones. */
    public void settings(Settings fresh) {
        take(fresh);
        start();
    }

    private synchronized void take(Settings fresh) {
        Announced before = declared.without(closed(declared));
        declared = Declared.by(fresh, now.topics(fresh.topics().english()));
        gone.addAll(before.topics());
        gone.removeAll(declared.topics());
        leaving.add(before);
        applications = applications(fresh);
        List<String> own = declared.roots().stream().filter(root -> !now.has(root)).toList();
        places = places.with(new Places.Stay(now, board), own);
        clean();
    }

    private static Set<String> applications(Settings settings) {
        return settings.bridges().stream()
                .filter(Lorawan.class::isInstance)
                .map(Lorawan.class::cast)
                .filter(Lorawan::uplinks)
                .map(Lorawan::application)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A LoRaWAN device has something to announce; says whether that is new.
     *
     * @param root of the device
     */
    public synchronized boolean bridged(String application, String root, String topic) {
        Announced before = bridged.getOrDefault(application, Announced.NONE);
        Announced after = before.and(Announced.of(root, List.of(topic)));
        bridged.put(application, after);
        clean();
        return !after.equals(before);
    }

    /** Whether settings had a topic in this run, and have it no more: nothing goes there. */
    public synchronized boolean isGone(String topic) {
        return gone.contains(topic);
    }

    /** Where the board was before: what must be subscribed to, before the board's own status. */
    public synchronized List<String> subscriptions() {
        List<String> all = new ArrayList<>();
        places.before().forEach(stay -> all.add(stay.place().topics().status()));
        places.before().forEach(stay -> all.add(stay.place().topics().info()));
        all.removeAll(List.of(now.topics().info(), now.topics().status()));
        return all.stream().distinct().toList();
    }

    /** A session begins: nothing is known of its broker. */
    public synchronized void begin() {
        session++;
        leaving.clear();
        statuses.clear();
    }

    /** The broker had this status when the session began; it comes before the info. */
    public synchronized void status(String topic, boolean online) {
        statuses.put(topic, online);
    }

    /**
     * The broker had this info when the session began.
     *
     * @param author hash of the board that wrote it
     */
    public synchronized void info(String topic, String author, JsonObject info) {
        for (Places.Stay stay : places.stays()) {
            Place place = stay.place();
            if (place.topics().info().equals(topic) && mayTake(stay, author)) {
                take(place, Ledger.read(info, place.prefix()));
                return;
            }
        }
    }

    /**
     * What another board wrote only if it is not there: our card is a clone of its, or the other
     * way round, or it is in another board now.
     */
    private boolean mayTake(Places.Stay stay, String author) {
        boolean known = author.equals(stay.board()) || stay.place().equals(now);
        boolean online = statuses.getOrDefault(stay.place().topics().status(), false);
        return author.equals(board) || (known && !online);
    }

    private void take(Place place, Ledger ledger) {
        leaving.add(ledger.own());
        if (!place.equals(now)) {
            leaving.add(place.presence());
        }
        ledger.bridged()
                .forEach(
                        (application, list) -> {
                            if (place.equals(now) && applications.contains(application)) {
                                bridged.merge(application, list, Announced::and);
                            } else {
                                leaving.add(list);
                            }
                        });
        clean();
    }

    /** Topics that are to be withdrawn now; each is given once in a session. Publish loop's. */
    public synchronized List<String> due() {
        List<String> topics = leaving.unasked();
        if (!topics.isEmpty()) {
            long asked = session;
            neighbours.inquire(topics, claimed -> answered(asked, topics, claimed));
        }
        return leaving.due();
    }

    private synchronized void answered(long asked, List<String> topics, Set<String> claimed) {
        if (asked == session) {
            leaving.answered(topics, claimed);
        }
    }

    /** The broker has taken that back. */
    public synchronized void withdrawn(String topic) {
        leaving.remove(List.of(topic));
    }

    /** Whether something is left that is to be withdrawn, now or when others have answered. */
    public synchronized boolean isPending() {
        return !leaving.all().isEmpty();
    }

    /** What our info is to say: what we have on the broker, and what is still to go. */
    public synchronized Ledger ledger() {
        return new Ledger(declared.without(closed(declared)).and(leaving.all()), bridged);
    }

    /** Before the topics of our own info. */
    public String prefix() {
        return now.prefix();
    }

    /** What the first levels of the board's topics are called. */
    public TopicSettings trees() {
        return now.trees();
    }

    /** What is of now stays; what has not our form was never ours, whoever says so. */
    private void clean() {
        if (leaving.all().isEmpty()) {
            return;
        }
        leaving.remove(declared.topics());
        bridged.values().forEach(list -> leaving.remove(list.topics()));
        leaving.remove(
                leaving.all().topics().stream().filter(topic -> !places.have(topic)).toList());
    }

    /** Where another board has it, nothing of it is ours. */
    private List<String> closed(Announced list) {
        return list.topics().stream().filter(topic -> !neighbours.isOpen(topic)).toList();
    }
}

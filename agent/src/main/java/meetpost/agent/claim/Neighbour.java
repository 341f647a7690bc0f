package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import meetpost.agent.time.Ticks;

/**
 * Another board, as its info and its status show it, and whether it lives: a retained {@code
 * online} may be all that is left of it. For one thread.
 */
final class Neighbour {

    /** From one question to the next. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(60);

    /** For the answer to a question that was asked again. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    /** A restart is not an occasion for another to step in. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String device;
    private final Ticks ticks;
    private byte[] said = {};
    private Optional<Announcement> announced = Optional.empty();
    private boolean colliding;
    private boolean asked;
    private boolean online;
    private boolean calling;

    /** Topics of ours on which it seems to publish, though it claims nothing. */
    private final Set<String> mixed = new HashSet<>();

    private boolean answered;
    private Optional<Long> left = Optional.empty();
    private int unanswered;
    private Optional<Long> due = Optional.empty();
    private String question = "";

    Neighbour(String device, Ticks ticks) {
        this.device = requireNonNull(device, "device");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    String device() {
        return device;
    }

    /** Its info; says whether it is another than before. */
    boolean says(byte[] payload, String prefix) {
        if (Arrays.equals(said, payload)) {
            return false;
        }
        Optional<Announcement> before = announced;
        said = payload.clone();
        announced = Announcement.read(device, payload, prefix);
        boolean same =
                before.isPresent()
                        && announced.isPresent()
                        && before.get().board().equals(announced.get().board());
        if (!same) {
            forget();
        } else if (due.isEmpty()) {
            unanswered = 0;
            due = Optional.of(ticks.now());
        }
        return true;
    }

    /** Its status. */
    void online(boolean now) {
        if (online && !now && answered) {
            left = Optional.of(ticks.now());
        }
        if (now && !online) {
            left = Optional.empty();
            unanswered = 0;
            due = Optional.of(ticks.now());
        }
        if (!now) {
            mixed.clear();
        }
        online = now;
    }

    /** It asked us itself, though its status may be of another board. */
    void calls() {
        calling = true;
        online(true);
    }

    /** Whether it asked us, and has not been silent since. */
    boolean isCalling() {
        return calling && isAwaited();
    }

    /** Whether one of these is claimed by it too; only then it is asked. */
    void compareWith(List<Claim> claims) {
        boolean before = isOfInterest();
        colliding =
                announced.stream()
                        .flatMap(said -> said.claims().stream())
                        .anyMatch(theirs -> claims.stream().anyMatch(theirs::collides));
        notice(before);
    }

    /** Whether it claims one of these topics; then it is asked too. */
    void compareWithTopics(Collection<String> topics) {
        boolean before = isOfInterest();
        asked = topics.stream().anyMatch(this::claims);
        notice(before);
    }

    /** Whether it is there and names no topic: version 0.1.0, which is never asked. */
    boolean claimsNothing() {
        return online && announced.filter(said -> said.claims().isEmpty()).isPresent();
    }

    /** Something came at what we claim there that nobody else can have published. */
    boolean mixes(String claimed) {
        return mixed.add(claimed);
    }

    /** Whether that has happened. */
    boolean hasMixed(String claimed) {
        return claimsNothing() && mixed.contains(claimed);
    }

    /** Whether it says that something of its own is published there. */
    boolean claims(String topic) {
        return announced.stream()
                .flatMap(said -> said.claims().stream())
                .anyMatch(theirs -> theirs.covers(topic));
    }

    private boolean isOfInterest() {
        return colliding || asked;
    }

    private void notice(boolean before) {
        if (isOfInterest() && !before) {
            unanswered = 0;
            due = Optional.of(ticks.now());
        }
    }

    boolean collides() {
        return colliding;
    }

    boolean isOnline() {
        return online;
    }

    Optional<Announcement> announced() {
        return announced;
    }

    /** Another session with the broker: what it answered in the one before counts no more. */
    void forget() {
        mixed.clear();
        answered = false;
        left = Optional.empty();
        unanswered = 0;
        due = Optional.of(ticks.now());
        question = "";
    }

    /** Whether to ask it now, or when. */
    Optional<Duration> dueIn(long now) {
        return isOfInterest() && online
                ? due.map(tick -> Duration.ofNanos(Math.max(0, tick - now)))
                : Optional.empty();
    }

    /**
     * It is asked, or counts no more because it did not answer.
     *
     * @param asker asks it, and gives what its answer must have in it
     */
    void ask(Supplier<String> asker) {
        if (unanswered == 2) {
            answered = false;
            due = Optional.empty();
            return;
        }
        unanswered++;
        question = asker.get();
        due = Optional.of(ticks.now() + (unanswered == 2 ? LAST_WAIT : ASK_EVERY).toNanos());
    }

    /** Whether that is its hash. */
    boolean isCalled(String hash) {
        return announced.filter(said -> said.board().hash().equals(hash)).isPresent();
    }

    /** An answer came; says whether it is to the question that was asked. */
    boolean answers(String to) {
        if (question.isEmpty() || !question.equals(to)) {
            return false;
        }
        answered = true;
        unanswered = 0;
        question = "";
        due = Optional.of(ticks.now() + ASK_EVERY.toNanos());
        return true;
    }

    /** Whether it claims what we claim, and was not asked in vain. */
    boolean isAwaited() {
        return isOfInterest() && online && !answered && due.isPresent();
    }

    /** Whether its claims count. */
    boolean counts() {
        return colliding && lives();
    }

    /** Whether it answered in this session, and is not gone. */
    boolean lives() {
        return answered
                && (online
                        || left.filter(tick -> ticks.now() - tick < GRACE.toNanos()).isPresent());
    }

    /** When {@link #counts} may change by time alone. */
    Optional<Duration> goesIn(long now) {
        return left.filter(tick -> now - tick < GRACE.toNanos())
                .map(tick -> Duration.ofNanos(tick + GRACE.toNanos() - now));
    }
}

package meetpost.agent.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.time.Ticks;

/**
 * What boards ask each other, to know who lives: {@code {"session":…,"to":…,"nonce":…}}, and the
 * answer with the same nonce. Neither is ever retained. For one thread.
 */
final class Questions {

    private static final Limits ANSWER = new Limits(512, 1, 8);

    /** With what a board of the same device id claims. */
    private static final Limits QUESTION = new Limits(Announcement.MOST_BYTES, 4, 1500);

    /**
     * Answers that may leave within {@link #ANSWERS_WITHIN}: a flood of questions costs no more.
     */
    private static final int MOST_ANSWERS = 200;

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private final NeighbourTopics topics;
    private final String session;
    private final Ticks ticks;
    private final RandomGenerator random;
    private final Consumer<JsonStringWriter> introduction;
    private final Deque<Long> answered = new ArrayDeque<>();
    private final List<Said> out = new ArrayList<>();
    private String mark = "";

    /**
     * @param session of this start of the program
     * @param introduction writes what a board must know of us that has our device id, and so our
     *     info topic
     */
    Questions(
            NeighbourTopics topics,
            String session,
            Ticks ticks,
            RandomGenerator random,
            Consumer<JsonStringWriter> introduction) {
        this.topics = requireNonNull(topics, "topics");
        this.session = requireNonNull(session, "session");
        this.ticks = requireNonNull(ticks, "ticks");
        this.random = requireNonNull(random, "random");
        this.introduction = requireNonNull(introduction, "introduction");
    }

    /** What came before this one comes back came from before the subscription. */
    void markBegin() {
        out.clear();
        mark = nonce();
        out.add(new Said(topics.ask(topics.hash()), json(topics.device(), mark).end().done()));
    }

    /** Asks that board; gives what its answer must have in it. */
    String ask(Board board) {
        String nonce = nonce();
        JsonStringWriter question = json(board.device(), nonce);
        if (board.device().equals(topics.device())) {
            introduction.accept(question);
        }
        out.add(new Said(topics.ask(board.hash()), question.end().done()));
        return nonce;
    }

    /** What is to be published. */
    List<Said> take() {
        List<Said> taken = List.copyOf(out);
        out.clear();
        return taken;
    }

    /**
     * A question came for a board with our hash.
     *
     * @param shown the device id under which others see us
     * @return whether it was our own mark
     */
    boolean asked(byte[] payload, String shown) {
        Optional<JsonObject> question = read(payload, QUESTION);
        if (question.isEmpty()) {
            return false;
        }
        String by = question.get().getString("session", "");
        String nonce = question.get().getString("nonce", "");
        if (by.equals(session)) {
            return nonce.equals(mark);
        }
        Optional<String> hash = Announcement.hash(by);
        if (hash.isPresent()
                && shown.equals(question.get().getString("to", ""))
                && nonce.length() <= 32
                && mayAnswer()) {
            out.add(new Said(topics.answer(hash.get()), json("", nonce).end().done()));
        }
        return false;
    }

    /** An answer came: what must have been asked for it, and the hash of who says so. */
    Optional<Answered> answered(byte[] payload) {
        return read(payload, ANSWER)
                .flatMap(
                        answer ->
                                Announcement.hash(answer.getString("session", ""))
                                        .map(
                                                hash ->
                                                        new Answered(
                                                                hash,
                                                                answer.getString("nonce", ""))));
    }

    /** Who answers, and to what. */
    record Answered(String hash, String nonce) {}

    private boolean mayAnswer() {
        long now = ticks.now();
        while (!answered.isEmpty() && now - answered.element() > ANSWERS_WITHIN.toNanos()) {
            answered.remove();
        }
        if (answered.size() >= MOST_ANSWERS) {
            return false;
        }
        answered.add(now);
        return true;
    }

    /** An object that is still open. */
    private JsonStringWriter json(String to, String nonce) {
        JsonStringWriter json = JsonWriter.string().object().value("session", session);
        if (!to.isEmpty()) {
            json.value("to", to);
        }
        return json.value("nonce", nonce);
    }

    private String nonce() {
        return String.format(Locale.ROOT, "%016x", random.nextLong());
    }

    private static Optional<JsonObject> read(byte[] payload, Limits limits) {
        try {
            return Optional.of(BoundedJson.object(payload, limits));
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }

    /** The payload of a status. */
    static boolean isOnline(byte[] payload) {
        return new String(payload, UTF_8).equals("online");
    }
}

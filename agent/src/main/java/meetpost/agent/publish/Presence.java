package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.announce.Announcements;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.link.Message;
import meetpost.agent.log.ForeignText;
import meetpost.agent.time.Ticks;
import meetpost.agent.topic.Topics;
import org.tinylog.Logger;

/**
 * Whether others see us, rightly. The last will says {@code offline} on the topic on which we say
 * {@code online}. A broker may publish the will of a session that has long been followed by another
 * one; so our own {@code offline}, seen while we are connected, is answered.
 *
 * <p>Used by the publish loop's thread.
 */
final class Presence {

    /** Two boards with one device id would answer each other for ever. */
    private static final Duration ANSWER_EVERY = Duration.ofMinutes(1);

    /** With what a board has announced and what it claims. */
    private static final Limits INFO = new Limits(InfoText.MOST_BYTES, 6, 1500);

    private static final byte[] OFFLINE = Payload.OFFLINE.getBytes(UTF_8);
    private static final byte[] ONLINE = Payload.ONLINE.getBytes(UTF_8);

    private final Topics topics;
    private final Identity identity;
    private final Supplier<Info> board;
    private final Announcements announcements;
    private final TopicOwnership ownership;
    private final Ticks ticks;
    private final List<String> elsewhere;
    private boolean recalled;
    private boolean known;
    private boolean denied;
    private boolean introduced;
    private boolean said;

    /** What another board has left on our info topic, until its status is known. */
    private Optional<String> left = Optional.empty();

    private long nextAnswer;

    /**
     * @param board is asked at each connect, on the publish loop's thread; must not block
     */
    Presence(
            Topics topics,
            Identity identity,
            Supplier<Info> board,
            Announcements announcements,
            TopicOwnership ownership,
            Ticks ticks) {
        this.topics = requireNonNull(topics, "topics");
        this.identity = requireNonNull(identity, "identity");
        this.board = requireNonNull(board, "board");
        this.announcements = requireNonNull(announcements, "announcements");
        this.ownership = requireNonNull(ownership, "ownership");
        this.ticks = requireNonNull(ticks, "ticks");
        elsewhere = announcements.subscriptions();
        nextAnswer = ticks.now();
    }

    /** What the broker publishes when we are gone without a word. */
    Message will() {
        return offline();
    }

    /** What must be subscribed, in this order before the first publish of a session. */
    List<String> subscriptions() {
        List<String> all = new ArrayList<>(elsewhere);
        all.add(topics.info());
        all.add(topics.status());
        all.addAll(ownership.subscriptions());
        return all;
    }

    Announcements announcements() {
        return announcements;
    }

    TopicOwnership ownership() {
        return ownership;
    }

    /** There is a session, and nothing was subscribed to in it. */
    void opened() {
        recalled = false;
        known = false;
        left = Optional.empty();
        announcements.begin();
    }

    /**
     * Whether our own {@code online} has come back in this session: then what the broker had before
     * has come too, for it was asked for first.
     */
    boolean hasRecalled() {
        return recalled;
    }

    /** Whether our own info has come back in this session. */
    boolean isKnown() {
        return known;
    }

    /** A session begins: what was seen in the one before counts no more. */
    void born() {
        denied = false;
    }

    Message online() {
        return Message.retained(topics.status(), Payload.ONLINE, 1);
    }

    Message offline() {
        return Message.retained(topics.status(), Payload.OFFLINE, 1);
    }

    Message info() {
        String payload = InfoText.of(board.get(), identity, announcements, ownership);
        return Message.retained(topics.info(), payload, 1);
    }

    /** Whether it is read at all: a flood of what is not must not wait in memory. Any thread. */
    boolean reads(byte[] payload) {
        return payload.length <= INFO.bytes();
    }

    /** Takes what came on our own topics, and on those that were. */
    void heard(String topic, byte[] payload, boolean retained) {
        if (topic.equals(topics.info())) {
            infoHeard(payload, retained);
        } else if (topic.equals(topics.status())) {
            statusHeard(payload, retained);
        } else if (retained) {
            before(topic, payload);
        }
    }

    /** What the broker has stored of another device id or prefix that this board had. */
    private void before(String topic, byte[] payload) {
        if (Arrays.equals(ONLINE, payload) || Arrays.equals(OFFLINE, payload)) {
            announcements.status(topic, Arrays.equals(ONLINE, payload));
        } else {
            JsonObject info = read(payload);
            announcements.info(topic, author(info), info);
        }
    }

    /** Whether a topic is one of ours, or was. Any thread. */
    boolean isOurs(String topic) {
        return topic.equals(topics.status())
                || topic.equals(topics.info())
                || elsewhere.contains(topic);
    }

    /** {@code online}, if others must think that we are gone and we may say so again by now. */
    Optional<Message> answer() {
        long now = ticks.now();
        if (!denied || now - nextAnswer < 0) {
            return Optional.empty();
        }
        denied = false;
        nextAnswer = now + ANSWER_EVERY.toNanos();
        return Optional.of(online());
    }

    /** The broker has our info: whoever writes another one there is alive besides us. */
    void introduced() {
        introduced = true;
    }

    private void statusHeard(byte[] payload, boolean retained) {
        boolean online = Arrays.equals(ONLINE, payload);
        if (retained) {
            announcements.status(topics.status(), online);
        }
        recalled |= online && !retained;
        if (!online && retained) {
            // Its will: one that is gone is no neighbour, but a run of ours that was killed,
            // perhaps.
            left = Optional.empty();
        }
        if (online) {
            left.ifPresent(this::other);
        }
        // A stored copy is from before our birth, which is on its way.
        denied = !retained && Arrays.equals(OFFLINE, payload);
    }

    private void infoHeard(byte[] payload, boolean retained) {
        JsonObject info = read(payload);
        String session = info.getString("session", "");
        boolean ours = session.isEmpty() || session.equals(identity.session());
        known |= !retained && session.equals(identity.session());
        boolean ourBoards = author(info).equals(identity.board());
        // There are brokers that lose the flag.
        if (retained || (ourBoards && !ours)) {
            announcements.info(topics.info(), author(info), info);
        }
        if (ours || (ourBoards && !introduced) || said) {
            return;
        }
        String shown = ForeignText.shown(new String(payload, UTF_8));
        if (retained) {
            left = Optional.of(shown);
        } else {
            other(shown);
        }
    }

    private void other(String info) {
        left = Optional.empty();
        said = true;
        Logger.warn(
                "another agent uses the device id {} on this broker, or did: {} says {}. Give one of"
                        + " them another device.id",
                identity.device(),
                topics.info(),
                info);
    }

    /** Hash of the board that wrote it. */
    private static String author(JsonObject info) {
        String session = info.getString("session", "");
        return session.substring(0, Math.max(0, session.indexOf('-')));
    }

    private static JsonObject read(byte[] payload) {
        try {
            return BoundedJson.object(payload, INFO);
        } catch (JsonRefusedException e) {
            Logger.debug("an info topic without JSON: {}", e.getMessage());
            return new JsonObject();
        }
    }
}

package meetpost.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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

    /** Ours is a flat object of a few hundred bytes; another version may say more. */
    private static final Limits INFO = new Limits(4096, 4, 64);

    private static final byte[] OFFLINE = Payload.OFFLINE.getBytes(UTF_8);

    private final Topics topics;
    private final Identity identity;
    private final Supplier<Info> board;
    private final Ticks ticks;
    private boolean denied;
    private boolean introduced;
    private boolean said;
    private long nextAnswer;

    /**
     * @param board is asked at each connect, on the publish loop's thread; must not block
     */
    Presence(Topics topics, Identity identity, Supplier<Info> board, Ticks ticks) {
        this.topics = requireNonNull(topics, "topics");
        this.identity = requireNonNull(identity, "identity");
        this.board = requireNonNull(board, "board");
        this.ticks = requireNonNull(ticks, "ticks");
        nextAnswer = ticks.now();
    }

    /** What the broker publishes when we are gone without a word. */
    Message will() {
        return offline();
    }

    /** What must be subscribed, in this order before the first publish of a session. */
    List<String> subscriptions() {
        return List.of(topics.info(), topics.status());
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
        String payload = Payload.info(board.get(), identity.started(), identity.session());
        return Message.retained(topics.info(), payload, 1);
    }

    /** Whether it is read at all: a flood of what is not must not wait in memory. Any thread. */
    boolean reads(byte[] payload) {
        return payload.length <= INFO.bytes();
    }

    /** Takes what came on our own topics. */
    void heard(String topic, byte[] payload, boolean retained) {
        if (topic.equals(topics.info())) {
            infoHeard(payload);
        } else {
            // A stored copy is from before our birth, which is on its way.
            denied = !retained && Arrays.equals(OFFLINE, payload);
        }
    }

    /** Whether a topic is one of ours. */
    boolean isOurs(String topic) {
        return topic.equals(topics.status()) || topic.equals(topics.info());
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

    private void infoHeard(byte[] payload) {
        String session = session(payload);
        boolean ours = session.isEmpty() || session.equals(identity.session());
        boolean ourLastRun = session.startsWith(identity.board() + "-") && !introduced;
        if (ours || ourLastRun || said) {
            return;
        }
        said = true;
        Logger.warn(
                "another agent uses the device id {} on this broker, or did: {} says {}. Give one of"
                        + " them another device.id",
                identity.device(),
                topics.info(),
                ForeignText.shown(new String(payload, UTF_8)));
    }

    private static String session(byte[] payload) {
        try {
            return BoundedJson.object(payload, INFO).getString("session", "");
        } catch (JsonRefusedException e) {
            Logger.debug("an info topic without JSON: {}", e.getMessage());
            return "";
        }
    }
}

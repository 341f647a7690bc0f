package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.announce.Announcements;
import meetpost.agent.link.Message;
import meetpost.agent.time.Ticks;

/**
 * What the broker still has of ours is read before our new info replaces it; then what is gone is
 * taken from it. Used by the publish loop's thread.
 */
final class Withdrawals {

    /** A broker gives our own message back at once, or never. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Presence presence;
    private final Announcements announcements;
    private final Ticks ticks;
    private final Runnable informed;
    private boolean recalling;
    private long begun;

    /**
     * @param informed runs when all is withdrawn: our info need not speak of it any more
     */
    Withdrawals(Presence presence, Ticks ticks, Runnable informed) {
        this.presence = requireNonNull(presence, "presence");
        announcements = presence.announcements();
        this.ticks = requireNonNull(ticks, "ticks");
        this.informed = requireNonNull(informed, "informed");
    }

    /** A session begins, and our {@code online} is on its way. */
    void begin() {
        recalling = true;
        begun = ticks.now();
    }

    /** It is over. */
    void end() {
        recalling = false;
    }

    /** Whether it is too early to publish anything else. */
    boolean isRecalling() {
        return recalling;
    }

    /** Our info, where it is time for the first one of a session. */
    Optional<OutgoingMessage> introduction() {
        boolean over = presence.hasRecalled() || ticks.now() - begun >= PATIENCE.toNanos();
        if (!recalling || !over) {
            return Optional.empty();
        }
        recalling = false;
        return Optional.of(new OutgoingMessage(presence.info(), presence::introduced));
    }

    /** Whether settings have had a topic, and have it no more. Any thread. */
    boolean isGone(String topic) {
        return announcements.isGone(topic);
    }

    /** What is to be published to take back what is gone. */
    List<OutgoingMessage> next() {
        return announcements.due().stream()
                .map(
                        topic ->
                                new OutgoingMessage(
                                        Message.retained(topic, "", 1), () -> withdrawn(topic)))
                .toList();
    }

    private void withdrawn(String topic) {
        announcements.withdrawn(topic);
        if (!announcements.isPending()) {
            informed.run();
        }
    }
}

package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.agent.link.PublishChannel;
import meetpost.agent.send.OutgoingMessage;
import meetpost.agent.time.Ticks;

/**
 * How a session begins: we hear who else is there, say {@code online}, read what the broker still
 * has of ours, and replace our info. Nothing else is published before that; by a board that is new,
 * not before its info has come back: of two that begin at once, one has the other's by then.
 * Afterwards the info follows what other boards say. Used by the publish loop's thread.
 */
final class Arrival {

    /** A broker gives our own message back at once, or never. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Presence presence;
    private final TopicOwnership ownership;
    private final States states;
    private final Ticks ticks;
    private Phase phase = Phase.AWAY;
    private long begun;

    private enum Phase {
        AWAY,
        HEARING,
        RECALLING,
        INTRODUCING,
        HERE
    }

    Arrival(Presence presence, TopicOwnership ownership, States states, Ticks ticks) {
        this.presence = requireNonNull(presence, "presence");
        this.ownership = requireNonNull(ownership, "ownership");
        this.states = requireNonNull(states, "states");
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** There is a way through the session. */
    void begin(PublishChannel way) {
        phase = Phase.HEARING;
        ownership.begin(way);
    }

    /** The session is over. */
    void end() {
        phase = Phase.AWAY;
        ownership.end();
    }

    /** Whether anything may be published. */
    boolean isOver() {
        return phase == Phase.HERE;
    }

    /** What it is time for, and what other boards are to know. */
    List<OutgoingMessage> messages() {
        boolean changed = ownership.work();
        List<OutgoingMessage> due = new ArrayList<>(ownership.questions());
        if (phase == Phase.HERE && changed) {
            due.add(OutgoingMessage.of(presence.info()));
            if (ownership.hasMore()) {
                states.allDue();
            }
        }
        if (phase == Phase.HEARING && !ownership.isHearing()) {
            phase = Phase.RECALLING;
            begun = ticks.now();
            presence.born();
            due.add(OutgoingMessage.of(presence.online()));
        }
        boolean recalled = presence.hasRecalled() || ticks.now() - begun >= PATIENCE.toNanos();
        if (phase == Phase.RECALLING && recalled) {
            phase = Phase.INTRODUCING;
            begun = ticks.now();
            due.add(new OutgoingMessage(presence.info(), presence::introduced));
        }
        boolean known =
                !ownership.isNew()
                        || presence.isKnown()
                        || ticks.now() - begun >= PATIENCE.toNanos();
        if (phase == Phase.INTRODUCING && known) {
            phase = Phase.HERE;
        }
        return due;
    }
}

package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.announce.Announcements;
import meetpost.agent.link.Message;
import meetpost.agent.send.OutgoingMessage;

/** What is gone is taken from the broker. Used by the publish loop's thread. */
final class Withdrawals {

    private final Announcements announcements;
    private final Runnable informed;

    /**
     * @param informed runs when all is withdrawn: our info need not speak of it any more
     */
    Withdrawals(Announcements announcements, Runnable informed) {
        this.announcements = requireNonNull(announcements, "announcements");
        this.informed = requireNonNull(informed, "informed");
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

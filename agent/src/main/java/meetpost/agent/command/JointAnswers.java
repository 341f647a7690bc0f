package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Forwarded;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.time.Ticks;

/**
 * Answers that are given together, with their number: those to commands at QoS 0 without an id,
 * where there are more than {@value #SINGLE} in a second on a topic or where they are overtaken.
 * Nobody could tell them apart. Safe for use by several threads.
 */
final class JointAnswers {

    private static final int SINGLE = 100;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Ticks ticks;
    private final Map<String, Second> seconds = new HashMap<>();

    /**
     * One answer to many.
     *
     * @param answer the first of them
     * @param count of commands
     */
    record Joint(String topic, Answer answer, long count) {}

    private static final class Second {

        private final long began;
        private final Map<String, Joint> joint = new LinkedHashMap<>();
        private int single;

        Second(long began) {
            this.began = began;
        }
    }

    /**
     * @param ticks real ones
     */
    JointAnswers(Ticks ticks) {
        this.ticks = requireNonNull(ticks, "ticks");
    }

    /** Whether it is kept for {@link #due}; if not, it is to be given now. */
    synchronized boolean takes(String topic, Answer answer) {
        Second second = seconds.computeIfAbsent(topic, any -> new Second(ticks.now()));
        boolean overtaken = answer instanceof Refused refused && refused.reason() == Refusal.BUSY;
        if (!overtaken && second.single < SINGLE) {
            second.single++;
            return false;
        }
        second.joint.merge(
                kind(answer),
                new Joint(topic, answer, 1),
                (before, one) -> new Joint(topic, before.answer(), before.count() + 1));
        return true;
    }

    /** Those of seconds that are over. */
    synchronized List<Joint> due() {
        long now = ticks.now();
        List<Joint> due = new ArrayList<>();
        for (Iterator<Second> each = seconds.values().iterator(); each.hasNext(); ) {
            Second second = each.next();
            if (now - second.began >= SECOND) {
                due.addAll(second.joint.values());
                each.remove();
            }
        }
        return due;
    }

    /** All of them. */
    synchronized List<Joint> all() {
        List<Joint> all = new ArrayList<>();
        seconds.values().forEach(second -> all.addAll(second.joint.values()));
        seconds.clear();
        return all;
    }

    private static String kind(Answer answer) {
        if (answer instanceof Accepted accepted) {
            return accepted.on() ? "ON" : "OFF";
        }
        if (answer instanceof Forwarded forwarded) {
            return forwarded.on() + forwarded.stage().text();
        }
        return ((Refused) answer).reason().text();
    }
}

package meetpost.agent.command;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import meetpost.agent.command.Answer.Accepted;
import meetpost.agent.command.Answer.Refused;
import meetpost.agent.mqtt.Publisher;
import meetpost.agent.mqtt.Topics;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.time.DurationText;
import org.tinylog.Logger;

/** Tells senders what came of their commands, and counts it. Safe for use by several threads. */
final class Answers {

    private final Publisher publisher;
    private final Topics topics;
    private final LongAdder accepted = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new ConcurrentHashMap<>();

    Answers(Publisher publisher, Topics topics) {
        this.publisher = publisher;
        this.topics = topics;
    }

    void give(ActuatorSettings actuator, Optional<String> id, Answer answer) {
        if (answer instanceof Refused refusal) {
            refused.computeIfAbsent(refusal.reason(), any -> new LongAdder()).increment();
            Logger.warn(
                    "{}: command refused, {}: {}",
                    actuator.name(),
                    refusal.reason().text(),
                    refusal.message());
        } else if (answer instanceof Accepted done) {
            accepted.increment();
            Logger.info(
                    "{}: {} (command{})",
                    actuator.name(),
                    done.on() ? "ON" : "OFF",
                    done.left().map(left -> ", " + DurationText.of(left) + " left").orElse(""));
        }
        repeat(actuator, id, answer);
    }

    /** For a copy of a command that was answered already: neither counted nor logged. */
    void repeat(ActuatorSettings actuator, Optional<String> id, Answer answer) {
        publisher.event(topics.result(actuator), answer.json(id));
    }

    long accepted() {
        return accepted.sum();
    }

    long refused(Refusal reason) {
        return refused.getOrDefault(reason, new LongAdder()).sum();
    }
}

package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import meetpost.agent.publish.Publisher;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.rule.Source.Switch;
import meetpost.agent.topic.Topics;

/** Publishes what inputs are, and lets rules know. Any thread; does not block. */
public final class WatchedInputs implements Publisher {

    private final Publisher publisher;
    private final Knowledge knowledge;
    private final Map<String, Switch> byTopic;

    public WatchedInputs(
            List<InputSettings> inputs, Publisher publisher, Knowledge knowledge, Topics topics) {
        this.publisher = requireNonNull(publisher, "publisher");
        this.knowledge = requireNonNull(knowledge, "knowledge");
        this.byTopic =
                inputs.stream()
                        .collect(
                                toUnmodifiableMap(
                                        topics::state, each -> new Switch(each.name(), false)));
    }

    @Override
    public void state(String topic, String payload, int qos) {
        publisher.state(topic, payload, qos);
        Switch input = byTopic.get(topic);
        if (input != null) {
            knowledge.switched(input, payload.equals("ON"));
        }
    }

    @Override
    public void event(String topic, String payload) {
        publisher.event(topic, payload);
    }

    @Override
    public void answer(String topic, String payload, Runnable lost) {
        publisher.answer(topic, payload, lost);
    }
}

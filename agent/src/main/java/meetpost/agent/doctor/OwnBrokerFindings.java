package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.instance.TakenPortRemedies;
import meetpost.broker.settings.BrokerSettings;

/** Whether our own broker, which does not run now, could. */
record OwnBrokerFindings(BrokerSettings broker, TakenPortRemedies remedies) implements Check {

    private static final String TOPIC = "broker";

    OwnBrokerFindings {
        requireNonNull(broker, "broker");
        requireNonNull(remedies, "remedies");
    }

    @Override
    public List<Finding> findings() {
        return List.of(
                TakenPortException.of(broker.listeners())
                        .map(
                                taken ->
                                        Finding.fail(
                                                TOPIC,
                                                String.valueOf(taken.getMessage()),
                                                remedies.of(taken)))
                        .orElseGet(
                                () ->
                                        Finding.none(
                                                TOPIC,
                                                "our own, which runs with the agent, and none runs now")));
    }
}

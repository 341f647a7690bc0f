package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import meetpost.agent.doctor.Finding.Verdict;
import meetpost.agent.link.BrokerCheck;
import meetpost.agent.settings.BridgeSettings;
import meetpost.agent.time.Ticks;

/**
 * Whether the broker at the far end of a bridge lets us in.
 *
 * @param clientId that no other client has
 */
record BridgeFindings(BridgeSettings bridge, String clientId) implements Check {

    private static final String TOPIC = "bridge";

    BridgeFindings {
        requireNonNull(bridge, "bridge");
        requireNonNull(clientId, "clientId");
    }

    @Override
    public List<Finding> findings() {
        return BrokerCheck.all(bridge.far(), clientId, Ticks.REAL).stream()
                .map(this::finding)
                .toList();
    }

    private Finding finding(BrokerCheck check) {
        String start = bridge.name() + ": ";
        return check.problem()
                .map(
                        problem ->
                                new Finding(
                                        Verdict.FAIL,
                                        TOPIC,
                                        start + problem.sentence(),
                                        problem.advice(),
                                        problem.remedies()))
                .orElseGet(() -> Finding.ok(TOPIC, start + check.url() + " lets us in"));
    }
}

package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import meetpost.agent.doctor.Finding.Verdict;
import meetpost.agent.link.BrokerCheck;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;
import meetpost.broker.Authority;

/**
 * Whether each broker lets us in.
 *
 * @param clientId that no other client has
 */
record BrokerFindings(MqttSettings mqtt, String clientId) implements Check {

    private static final String TOPIC = "broker";

    BrokerFindings {
        requireNonNull(mqtt, "mqtt");
        requireNonNull(clientId, "clientId");
    }

    @Override
    public List<Finding> findings() {
        return BrokerCheck.all(mqtt, clientId, Ticks.REAL).stream()
                .map(BrokerFindings::finding)
                .toList();
    }

    private static Finding finding(BrokerCheck check) {
        return check.problem()
                .map(problem -> new Finding(Verdict.FAIL, TOPIC, problem.sentence(), advice(check)))
                .orElseGet(() -> Finding.ok(TOPIC, withoutUser(check) + " lets us in"));
    }

    private static List<String> advice(BrokerCheck check) {
        List<String> advice =
                new ArrayList<>(check.problem().map(LinkProblem::advice).orElse(List.of()));
        boolean here = Authority.of(check.url()).isLoopback();
        boolean silent =
                check.problem()
                        .filter(each -> each.sentence().startsWith("nothing listens"))
                        .isPresent();
        if (here && silent) {
            advice.add(
                    "sudo systemctl enable --now mosquitto    # apt install mosquitto, if it is missing");
            advice.add("or our own: in the settings, instead of mqtt:, the line  broker: {}");
        }
        return advice;
    }

    private static String withoutUser(BrokerCheck check) {
        return check.url().toString().replaceFirst("//[^/@]*@", "//");
    }
}

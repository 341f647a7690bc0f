package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.advice.MosquittoConfig;
import meetpost.agent.advice.MosquittoLog;
import meetpost.agent.advice.MosquittoStart;
import meetpost.agent.advice.Remedy;
import meetpost.agent.doctor.Finding.Verdict;
import meetpost.agent.file.FileReader;
import meetpost.agent.instance.PortHolder;
import meetpost.agent.link.BrokerCheck;
import meetpost.agent.link.LinkProblem;
import meetpost.agent.log.ForeignText;
import meetpost.agent.mosquitto.file.ConfLine;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;
import meetpost.broker.settings.Authority;

/**
 * Whether each broker lets us in.
 *
 * @param clientId that no other client has
 */
record BrokerFindings(MqttSettings mqtt, String clientId) implements Check {

    private static final String TOPIC = "broker";
    private static final int USUAL_PORT = 1883;

    BrokerFindings {
        requireNonNull(mqtt, "mqtt");
        requireNonNull(clientId, "clientId");
    }

    @Override
    public List<Finding> findings() {
        return BrokerCheck.all(mqtt, clientId, Ticks.REAL).stream()
                .flatMap(check -> findings(check).stream())
                .toList();
    }

    private static List<Finding> findings(BrokerCheck check) {
        if (check.problem().isEmpty()) {
            return List.of(Finding.ok(TOPIC, withoutUser(check) + " lets us in"));
        }
        LinkProblem problem = check.problem().get();
        boolean here = Authority.of(check.url()).isLoopback();
        if (!here || !problem.sentence().startsWith("nothing listens")) {
            return List.of(
                    new Finding(
                            Verdict.FAIL,
                            TOPIC,
                            problem.sentence(),
                            problem.advice(),
                            problem.remedies()));
        }
        return silent(check, problem);
    }

    /** Nothing listens on this machine: why, if Mosquitto is installed here. */
    private static List<Finding> silent(BrokerCheck check, LinkProblem problem) {
        Optional<MosquittoConfig> config = MosquittoConfig.read(MosquittoConfig.MAIN);
        int port = Authority.of(check.url()).port();
        List<Finding> findings = new ArrayList<>();
        config.map(all -> new MosquittoStart(all, FileReader.of("mosquitto", Path.of("/etc"))))
                .map(start -> start.troubles(port < 0 ? USUAL_PORT : port))
                .orElse(List.of())
                .forEach(
                        trouble ->
                                findings.add(
                                        Finding.fail(
                                                TOPIC, trouble.text(), List.of(trouble.remedy()))));
        if (findings.isEmpty()) {
            config.ifPresent(all -> findings.addAll(taken(all)));
        }
        if (findings.isEmpty()) {
            List<String> lines = new ArrayList<>();
            if (config.isEmpty() && !Files.exists(MosquittoConfig.MAIN)) {
                lines.add("sudo apt install mosquitto");
            }
            lines.add("sudo systemctl enable --now mosquitto");
            findings.add(
                    new Finding(
                            Verdict.FAIL,
                            TOPIC,
                            problem.sentence() + logged(config),
                            List.of(
                                    "if it ends at once: sudo tail /var/log/mosquitto/mosquitto.log",
                                    "or our own: in the settings, instead of mqtt:, the line  broker: {}"),
                            List.of(new Remedy("", lines))));
        }
        return findings;
    }

    /** Mosquitto does not start where another program has one of its ports. */
    private static List<Finding> taken(MosquittoConfig config) {
        List<Finding> findings = new ArrayList<>();
        for (ConfLine line : config.all("listener")) {
            MosquittoConfig.port(line).stream()
                    .boxed()
                    .flatMap(port -> new PortHolder().holder(port).stream())
                    .filter(who -> !who.name().equals("mosquitto"))
                    .map(who -> taken(line, who))
                    .forEach(findings::add);
        }
        return findings;
    }

    private static Finding taken(ConfLine listener, PortHolder.Holder who) {
        List<String> lines = new ArrayList<>(who.stop().stream().toList());
        lines.addAll(MosquittoStart.START);
        return Finding.fail(
                TOPIC,
                "Mosquitto cannot have `listener %s` (%s): %s has that port"
                        .formatted(listener.value(), listener.place(), who.text()),
                List.of(new Remedy("stop that one, if Mosquitto is to have the port", lines)));
    }

    /** Why Mosquitto did not start, in its own words, where we may read them. */
    private static String logged(Optional<MosquittoConfig> config) {
        List<String> errors =
                config.flatMap(MosquittoLog::of).map(MosquittoLog::errors).orElse(List.of());
        return errors.isEmpty()
                ? ""
                : "; Mosquitto's log says: " + ForeignText.shown(String.join("; ", errors));
    }

    private static String withoutUser(BrokerCheck check) {
        return check.url().toString().replaceFirst("//[^/@]*@", "//");
    }
}

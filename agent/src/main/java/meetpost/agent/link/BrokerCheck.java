package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.MqttSettings;
import meetpost.agent.time.Ticks;

/**
 * Whether a broker gives a session, for people who want to know what is wrong.
 *
 * @param url of the broker that was asked
 * @param problem empty: it gives one
 */
public record BrokerCheck(URI url, Optional<LinkProblem> problem) {

    private static final Duration LEAVE = Duration.ofSeconds(2);

    public BrokerCheck {
        requireNonNull(url, "url");
        requireNonNull(problem, "problem");
    }

    /**
     * Asks every broker of the list, with the client id given and that of no other client. Blocks
     * for half a minute for each at most.
     */
    public static List<BrokerCheck> all(MqttSettings settings, String clientId, Ticks ticks) {
        var options = new LinkOptions(settings, clientId, Optional.empty(), List.of());
        var dialler = new Dialler(options.tls(), options.own(), ticks);
        List<BrokerCheck> checks = new ArrayList<>();
        for (URI url : settings.urls()) {
            checks.add(new BrokerCheck(url, problem(dialler, BrokerTarget.of(url), options)));
        }
        return checks;
    }

    private static Optional<LinkProblem> problem(
            Dialler dialler, BrokerTarget target, LinkOptions options) {
        try {
            dialler.dial(target, options.hello(), new SilentListener(), () -> {}).leave(LEAVE);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(LinkProblem.of(target, options.broker().username(), e));
        }
    }
}

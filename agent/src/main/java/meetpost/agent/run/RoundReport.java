package meetpost.agent.run;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.sampling.Health;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.shaping.SampleDesk;

/**
 * What came of one round of readings, for people.
 *
 * @param health of the sensors that have given a sample
 * @param readings that were right
 * @param waiting readings that the broker has not acknowledged, earlier ones included
 * @param link why there is no broker; empty: there is one
 * @param state where what waits is kept
 */
record RoundReport(
        Map<String, Health> health,
        List<String> sensors,
        long readings,
        int waiting,
        Optional<String> link,
        Path state) {

    static RoundReport of(
            Settings settings, SampleDesk samples, int waiting, Optional<String> link) {
        return new RoundReport(
                samples.health(),
                settings.sensors().stream()
                        .filter(SensorSettings::isAsked)
                        .map(SensorSettings::name)
                        .toList(),
                samples.readings(),
                waiting,
                link,
                settings.state());
    }

    String text() {
        var text = new StringBuilder();
        text.append("%s of %s sensors read".formatted(readings, sensors.size()));
        String silent =
                sensors.stream()
                        .filter(name -> !(health.get(name) instanceof Health.Well))
                        .map(name -> name + " (" + how(name) + ")")
                        .collect(joining(", "));
        if (!silent.isEmpty()) {
            text.append(", not well: ").append(silent);
        }
        if (waiting == 0) {
            text.append(link.isEmpty() ? "; the broker has everything" : "; nothing waits");
        } else {
            text.append("; %s not delivered, kept in %s/outbox".formatted(waiting, state));
        }
        link.ifPresent(why -> text.append(": ").append(why));
        return text.toString();
    }

    private String how(String name) {
        Health known = health.get(name);
        if (known instanceof Health.Ill ill) {
            return ill.kind().text();
        }
        if (known instanceof Health.Partial partial) {
            return "in part: " + partial.fault().kind().text();
        }
        return "no answer in time";
    }
}

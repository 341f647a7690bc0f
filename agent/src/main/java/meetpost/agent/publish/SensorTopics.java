package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import meetpost.agent.claim.Conflict;
import meetpost.agent.claim.Standing;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Health.Ill;
import meetpost.agent.sampling.HealthListener;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Quantity;

/** Shows how sensors are, each on its own topics. Any thread. */
public final class SensorTopics implements HealthListener {

    private static final String CURED = "";

    private final Topics topics;
    private final Payload payload;
    private final Publisher publisher;
    private final Supplier<Standing> standing;
    private final Clock clock;
    private final Map<String, Health> healths = new HashMap<>();

    /** Of each sensor whose topic another board claims too. */
    private final Map<String, Ill> conflicts = new HashMap<>();

    private Map<String, SensorSettings> sensors;

    /**
     * @param standing which topics are this board's
     * @param clock stamps
     */
    public SensorTopics(
            Topics topics,
            List<SensorSettings> sensors,
            Publisher publisher,
            Supplier<Standing> standing,
            Clock clock) {
        this.topics = requireNonNull(topics, "topics");
        payload = new Payload(topics);
        this.publisher = requireNonNull(publisher, "publisher");
        this.standing = requireNonNull(standing, "standing");
        this.clock = requireNonNull(clock, "clock");
        this.sensors = byName(sensors);
    }

    /** Settings were read anew. */
    public synchronized void sensors(List<SensorSettings> changed) {
        sensors = byName(changed);
        healths.keySet().retainAll(sensors.keySet());
    }

    @Override
    public synchronized void changed(String sensor, Health health) {
        SensorSettings found = sensors.get(sensor);
        if (found != null) {
            healths.put(sensor, health);
            conflict(found);
            show(found, health);
        }
    }

    /** What other boards claim is another. */
    public synchronized void standingChanged() {
        for (SensorSettings each : sensors.values()) {
            Health health = healths.get(each.name());
            if (conflict(each) && health != null) {
                show(each, health);
            }
        }
    }

    /**
     * Looks whether another board claims its topic too; says whether that is another than before.
     */
    private boolean conflict(SensorSettings sensor) {
        Ill before = conflicts.get(sensor.name());
        Optional<String> now =
                standing.get()
                        .conflict(topics.of(sensor))
                        .filter(Conflict::ours)
                        .map(Conflict::text);
        if (now.equals(Optional.ofNullable(before).map(Ill::message))) {
            return false;
        }
        if (now.isEmpty()) {
            conflicts.remove(sensor.name());
        } else {
            conflicts.put(
                    sensor.name(), new Ill(FaultKind.CONFLICT, now.get(), clock.instant(), 1));
        }
        return true;
    }

    private void show(SensorSettings sensor, Health health) {
        List<Quantity> all = sensor.quantities();
        if (health instanceof Ill ill) {
            publisher.state(topics.status(sensor), Payload.OFFLINE, 1);
            publisher.state(topics.fault(sensor), payload.fault(ill, List.of()), 1);
            statuses(sensor, all);
        } else if (health instanceof Health.Partial partial) {
            publisher.state(topics.status(sensor), Payload.ONLINE, 1);
            publisher.state(
                    topics.fault(sensor), payload.fault(partial.fault(), partial.failed()), 1);
            statuses(sensor, partial.failed());
        } else {
            publisher.state(topics.status(sensor), Payload.ONLINE, 1);
            publisher.state(
                    topics.fault(sensor),
                    Optional.ofNullable(conflicts.get(sensor.name()))
                            .map(conflict -> payload.fault(conflict, List.of()))
                            .orElse(CURED),
                    1);
            statuses(sensor, List.of());
        }
    }

    /** Of each quantity, where there are several. */
    private void statuses(SensorSettings sensor, List<Quantity> failed) {
        for (Quantity each : sensor.quantities()) {
            topics.status(sensor, each)
                    .ifPresent(
                            topic ->
                                    publisher.state(
                                            topic,
                                            failed.contains(each)
                                                    ? Payload.OFFLINE
                                                    : Payload.ONLINE,
                                            1));
        }
    }

    private static Map<String, SensorSettings> byName(List<SensorSettings> sensors) {
        return sensors.stream().collect(toUnmodifiableMap(SensorSettings::name, identity()));
    }
}

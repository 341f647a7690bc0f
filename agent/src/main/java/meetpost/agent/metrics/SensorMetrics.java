package meetpost.agent.metrics;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Health;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.shaping.SampleDesk;
import meetpost.agent.shaping.Tally;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;

/**
 * What sensors gave.
 *
 * @param missed planned instants of each sensor that passed while it was busy
 * @param topics names quantities
 */
record SensorMetrics(SampleDesk samples, Supplier<Map<String, Long>> missed, Topics topics)
        implements Source {

    SensorMetrics {
        requireNonNull(samples, "samples");
        requireNonNull(missed, "missed");
        requireNonNull(topics, "topics");
    }

    @Override
    public void write(Exposition text) {
        Map<String, Tally> tallies = new TreeMap<>(samples.tallies());
        text.counter("meetpost_readings_total", "Readings that were right.");
        tallies.forEach((sensor, tally) -> text.sample(tally.readings(), "sensor", sensor));
        text.counter(
                "meetpost_faults_total",
                "Times that a sensor, or a quantity of it, had no right value.");
        tallies.forEach(
                (sensor, tally) -> {
                    for (FaultKind kind : FaultKind.values()) {
                        text.sample(tally.faults(kind), "sensor", sensor, "kind", kind.text());
                    }
                });
        text.counter(
                "meetpost_missed_total", "Planned readings left out: the sensor was still busy.");
        new TreeMap<>(missed.get())
                .forEach((sensor, count) -> text.sample(count, "sensor", sensor));

        Set<String> well = new HashSet<>();
        text.gauge("meetpost_sensor_up", "1 if the last reading was right, 0 after a fault.");
        new TreeMap<>(samples.health())
                .forEach(
                        (sensor, now) -> {
                            boolean up = !(now instanceof Health.Ill);
                            text.sample(up ? 1 : 0, "sensor", sensor);
                            if (up) {
                                well.add(sensor);
                            }
                        });
        text.gauge("meetpost_measurement", "Last published value; none during a fault.");
        new TreeMap<>(samples.latest())
                .values().stream()
                        .filter(reading -> well.contains(reading.sensor()))
                        .forEach(reading -> measurements(reading, text));
    }

    private void measurements(Reading reading, Exposition text) {
        for (Measurement each : reading.measurements()) {
            text.sample(
                    each.value(),
                    "sensor",
                    reading.sensor(),
                    "quantity",
                    topics.name(each.quantity()),
                    "unit",
                    each.quantity().unit());
        }
    }
}

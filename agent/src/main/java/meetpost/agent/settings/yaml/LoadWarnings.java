package meetpost.agent.settings.yaml;

import java.time.Duration;
import java.util.List;
import meetpost.agent.sampling.Sampler;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;

/** Sensors that are to be asked more often than their bus carries. */
final class LoadWarnings {

    /** DS18B20, DS18S20 and DS1822 at 12 bits, in their datasheets: a read blocks for as long. */
    private static final Duration CONVERSION = Duration.ofMillis(750);

    private LoadWarnings() {}

    static void check(List<Found<SensorSettings>> sensors, ProblemReport report) {
        List<Found<SensorSettings>> oneWire =
                sensors.stream()
                        .filter(each -> each.thing().wire() instanceof Wire.OneWire)
                        .toList();
        Duration busy =
                oneWire.stream()
                        .map(each -> each.thing().every())
                        .map(LoadWarnings::busyInAMinute)
                        .reduce(Duration.ZERO, Duration::plus);
        Duration most = Duration.ofMinutes(1).multipliedBy(Sampler.AT_ONCE_ON_A_BUS);
        if (busy.compareTo(most) > 0) {
            Found<SensorSettings> first = oneWire.get(0);
            report.warn(
                    first.section().at(SensorSection.EVERY),
                    ("1-wire is asked %s times a minute and carries %s: a conversion takes 750 ms, "
                                    + "%s run at once; instants are missed and counted")
                            .formatted(
                                    busy.dividedBy(CONVERSION),
                                    most.dividedBy(CONVERSION),
                                    Sampler.AT_ONCE_ON_A_BUS));
        }
    }

    private static Duration busyInAMinute(Duration every) {
        double readings = (double) Duration.ofMinutes(1).toNanos() / every.toNanos();
        return Duration.ofNanos((long) (readings * CONVERSION.toNanos()));
    }
}

package meetpost.agent.sampling;

import java.time.Instant;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.agent.sampling.Sample.Partial;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.SensorException;

/** From what a driver gives or throws to what a person can act on. */
public final class Faults {

    private Faults() {}

    /** What a sensor threw that was asked at {@code time}. */
    public static Fault of(String sensor, Instant time, Exception thrown) {
        return new Fault(sensor, time, kind(thrown), sensor + ": " + message(thrown));
    }

    /** What a sensor gave that was asked at {@code time}, as the {@code seq}th time. */
    public static Sample sample(String sensor, Instant time, long seq, Sensed sensed) {
        var reading = new Reading(sensor, time, seq, sensed.measurements());
        return sensed.failures().isEmpty()
                ? reading
                : new Partial(reading, sensed.failures().stream().map(Faults::of).toList());
    }

    /** Of one quantity of several. */
    private static Failed of(Sensed.Failure failure) {
        return new Failed(failure.quantity(), kind(failure.kind()), failure.message());
    }

    private static FaultKind kind(SensorException.Kind kind) {
        return switch (kind) {
            case WRONG_DEVICE -> FaultKind.WRONG_DEVICE;
            case CORRUPT -> FaultKind.CORRUPT;
            case NOT_READY -> FaultKind.NOT_READY;
        };
    }

    private static FaultKind kind(Exception thrown) {
        if (thrown instanceof BusException failed) {
            return switch (failed.kind()) {
                case NO_ANSWER -> FaultKind.NO_ANSWER;
                case PERMISSION -> FaultKind.PERMISSION;
                case BUS -> FaultKind.BUS;
            };
        }
        if (thrown instanceof SensorException refused) {
            return kind(refused.kind());
        }
        return FaultKind.BUS;
    }

    private static String message(Exception thrown) {
        String said = thrown.getMessage();
        String text = said == null || said.isBlank() ? thrown.getClass().getSimpleName() : said;
        return thrown instanceof RuntimeException
                ? "a defect of the driver: %s: %s"
                        .formatted(thrown.getClass().getSimpleName(), text)
                : text;
    }
}

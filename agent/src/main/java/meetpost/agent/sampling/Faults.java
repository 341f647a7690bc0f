package meetpost.agent.sampling;

import java.time.Instant;
import meetpost.agent.sampling.Sample.Fault;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.sensor.SensorException;

/** From what a driver throws to what a person can act on. */
final class Faults {

    private Faults() {}

    static Fault of(String sensor, Instant time, Exception thrown) {
        return new Fault(sensor, time, kind(thrown), sensor + ": " + message(thrown));
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
            return switch (refused.kind()) {
                case WRONG_DEVICE -> FaultKind.WRONG_DEVICE;
                case CORRUPT -> FaultKind.CORRUPT;
                case NOT_READY -> FaultKind.NOT_READY;
            };
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

package meetpost.agent.command;

import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;

/** What arrived for an actuator, not looked at yet. */
final class Incoming {

    private final ActuatorSettings actuator;
    private final Optional<byte[]> payload;
    private final boolean retained;

    private Incoming(ActuatorSettings actuator, Optional<byte[]> payload, boolean retained) {
        this.actuator = actuator;
        this.payload = payload;
        this.retained = retained;
    }

    /** Keeps no payload that is too large to be a command. */
    static Incoming of(ActuatorSettings actuator, byte[] payload, boolean retained) {
        return payload.length > CommandReader.MAX_BYTES
                ? tooLarge(actuator, retained)
                : new Incoming(actuator, Optional.of(payload.clone()), retained);
    }

    static Incoming tooLarge(ActuatorSettings actuator, boolean retained) {
        return new Incoming(actuator, Optional.empty(), retained);
    }

    ActuatorSettings actuator() {
        return actuator;
    }

    /** Empty: it was too large to be kept. */
    Optional<byte[]> payload() {
        return payload;
    }

    /** Whether it is a copy that the broker had stored. */
    boolean isRetained() {
        return retained;
    }
}

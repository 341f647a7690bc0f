package meetpost.agent.command;

import java.util.Optional;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.settings.ActuatorSettings;
import org.tinylog.Logger;

/**
 * What arrived for an actuator. It is not parsed before somebody asks. For one thread at a time.
 */
final class Incoming {

    private final ActuatorSettings actuator;
    private final Optional<byte[]> payload;
    private final int qos;
    private final boolean retained;
    private Optional<Parsed> parsed = Optional.empty();

    private Incoming(
            ActuatorSettings actuator, Optional<byte[]> payload, int qos, boolean retained) {
        this.actuator = actuator;
        this.payload = payload;
        this.qos = qos;
        this.retained = retained;
    }

    /** Keeps no payload that is too large to be a command. */
    static Incoming of(ActuatorSettings actuator, byte[] payload, int qos, boolean retained) {
        return payload.length > CommandReader.MAX_BYTES
                ? tooLarge(actuator, qos, retained)
                : new Incoming(actuator, Optional.of(payload.clone()), qos, retained);
    }

    static Incoming tooLarge(ActuatorSettings actuator, int qos, boolean retained) {
        return new Incoming(actuator, Optional.empty(), qos, retained);
    }

    ActuatorSettings actuator() {
        return actuator;
    }

    /** Whether it was too large to be kept. */
    boolean isTooLarge() {
        return payload.isEmpty();
    }

    /** Whether it is a copy that the broker had stored. */
    boolean isRetained() {
        return retained;
    }

    /** At which it was delivered: 0 to 2. */
    int qos() {
        return qos;
    }

    /** What it says. Never throws. */
    Parsed parsed() {
        if (parsed.isEmpty()) {
            parsed = Optional.of(payload.map(Incoming::parse).orElseGet(Incoming::unread));
        }
        return parsed.get();
    }

    /** What the sender calls it, where it can be read. Never throws. */
    Optional<String> id() {
        return parsed().id();
    }

    private static Parsed unread() {
        return new Malformed(Optional.empty(), "not kept");
    }

    /**
     * One message may cost at most itself, also where the reader has a mistake in it. Of errors
     * only the one is caught that a text can cause and that leaves the JVM as it was.
     */
    static Parsed parse(byte[] payload) {
        try {
            return CommandReader.read(payload);
        } catch (RuntimeException | StackOverflowError e) {
            Logger.error(e, "a command cannot be read: a defect of the program");
            return new Malformed(Optional.empty(), "it cannot be read");
        }
    }
}

package meetpost.agent.settings.yaml;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the machine contributes to settings, so that nothing that reads them asks the machine.
 *
 * @param hostName as the system says it, in any case, with or without a domain
 * @param boardSerial the board's serial number in hexadecimal; empty where there is none
 * @param credentials where secrets are looked for first ({@code $CREDENTIALS_DIRECTORY})
 * @param state the state directory where the file names none
 * @param deviceId instead of the file's {@code device.id}, as a command line says it
 */
public record Surroundings(
        String hostName,
        Optional<String> boardSerial,
        Optional<Path> credentials,
        Path state,
        Optional<String> deviceId) {

    public Surroundings {
        requireNonNull(hostName, "hostName");
        requireNonNull(boardSerial, "boardSerial");
        requireNonNull(credentials, "credentials");
        requireNonNull(state, "state");
        requireNonNull(deviceId, "deviceId");
    }

    /** The same, with secrets looked for first there where the machine names no place. */
    public Surroundings orCredentials(Path directory) {
        return new Surroundings(
                hostName,
                boardSerial,
                credentials.or(() -> Optional.of(directory)),
                state,
                deviceId);
    }

    /**
     * The same, with the device's id taken from a command line.
     *
     * @throws IllegalArgumentException if it is no name; the message is for people
     */
    public Surroundings withDeviceId(String id) {
        try {
            String name = Scalars.name(id);
            return new Surroundings(hostName, boardSerial, credentials, state, Optional.of(name));
        } catch (WrongValue e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }
}

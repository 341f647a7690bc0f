package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

/**
 * Whom a command is for: an output of the board's, or a LoRaWAN device.
 *
 * @param result the topic of its answers
 * @param onIsSafe whether ON is its safe level, else it is OFF
 */
record Addressee(String name, String result, boolean onIsSafe) {

    Addressee {
        requireNonNull(name, "name");
        requireNonNull(result, "result");
    }
}

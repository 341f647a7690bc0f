package meetpost.agent.command;

import static java.util.Objects.requireNonNull;

/**
 * Whom a command is for: an output of the board's, or a LoRaWAN device.
 *
 * @param topic below which everything of it is
 * @param result the topic of its answers
 * @param onIsSafe whether ON is its safe level, else it is OFF
 */
record Addressee(String name, String topic, String result, boolean onIsSafe) {

    Addressee {
        requireNonNull(name, "name");
        requireNonNull(topic, "topic");
        requireNonNull(result, "result");
    }
}

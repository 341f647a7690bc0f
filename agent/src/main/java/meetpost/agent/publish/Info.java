package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the device's info topic shows.
 *
 * @param version of the program
 * @param board as the board names itself
 * @param addresses of its network interfaces, now
 * @param problems of a settings file that was refused while running; empty when all is well
 */
public record Info(String version, String board, List<String> addresses, List<String> problems) {

    public Info {
        requireNonNull(version, "version");
        requireNonNull(board, "board");
        addresses = List.copyOf(addresses);
        problems = List.copyOf(problems);
    }
}

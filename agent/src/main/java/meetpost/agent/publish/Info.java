package meetpost.agent.publish;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the device's info topic shows.
 *
 * @param version of the program
 * @param board as the board names itself
 * @param addresses of its network interfaces, now
 * @param page the port of the board's page, where others can reach it
 * @param problems of a settings file that was refused while running; empty when all is well
 */
public record Info(
        String version,
        String board,
        List<String> addresses,
        Optional<Integer> page,
        List<String> problems) {

    public Info {
        requireNonNull(version, "version");
        requireNonNull(board, "board");
        addresses = List.copyOf(addresses);
        requireNonNull(page, "page");
        problems = List.copyOf(problems);
    }

    /** Of a board without a page for others. */
    public Info(String version, String board, List<String> addresses, List<String> problems) {
        this(version, board, addresses, Optional.empty(), problems);
    }
}

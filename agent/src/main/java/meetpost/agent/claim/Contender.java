package meetpost.agent.claim;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A living board that claims a topic, among all that do.
 *
 * @param rank what the topic was to it before
 * @param yieldsTo hash of the board for which it gave it up
 * @param inherited hash of the board in which its card, or the original of it, was before
 */
record Contender(Board board, Rank rank, Optional<String> yieldsTo, Optional<String> inherited) {

    Contender {
        requireNonNull(board, "board");
        requireNonNull(rank, "rank");
        requireNonNull(yieldsTo, "yieldsTo");
        requireNonNull(inherited, "inherited");
    }

    /** As it says itself. */
    static Contender of(Announcement said, String topic) {
        return new Contender(
                said.board(),
                said.rank(topic),
                Optional.ofNullable(said.yields().get(topic)),
                said.inherited());
    }

    /**
     * Who has it. One that gave it up for another that lives is out of it, whatever it had before:
     * else three that come at once could each give way to the next. Where all gave way, all count.
     */
    static Board holder(Contender us, List<Contender> others) {
        List<Contender> all = with(us, others);
        Set<Board> silent = silent(all);
        List<Contender> left = all.stream().filter(each -> !silent.contains(each.board)).toList();
        // In one order for everybody: what copies say is no order of its own.
        return (left.isEmpty() ? all : left)
                .stream()
                        .sorted(comparing(Contender::board, Board.ORDER))
                        .reduce((best, each) -> each.isBefore(best) ? each : best)
                        .orElse(us)
                        .board;
    }

    /** Those of the others that gave it up for one that lives, and so publish nothing there. */
    static Set<Board> silent(Contender us, List<Contender> others) {
        Set<Board> silent = silent(with(us, others));
        return others.stream()
                .map(Contender::board)
                .filter(silent::contains)
                .collect(Collectors.toSet());
    }

    private static List<Contender> with(Contender us, List<Contender> others) {
        List<Contender> all = new ArrayList<>(others);
        all.add(us);
        return all;
    }

    private static Set<Board> silent(List<Contender> all) {
        Set<String> living =
                all.stream().map(each -> each.board.hash()).collect(Collectors.toSet());
        return all.stream()
                .filter(each -> each.yieldsTo.filter(living::contains).isPresent())
                .map(Contender::board)
                .collect(Collectors.toSet());
    }

    /** Whether it has it rather than one with a lower hash. */
    private boolean isBefore(Contender lower) {
        return rank == lower.rank
                ? lower.inherited.filter(board.hash()::equals).isPresent()
                : rank.compareTo(lower.rank) > 0;
    }
}

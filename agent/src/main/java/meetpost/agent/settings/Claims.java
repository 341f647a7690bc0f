package meetpost.agent.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Who wants what, where only one may have it: pins, addresses, topics. */
final class Claims<K> {

    private final List<Claim<K>> claims = new ArrayList<>();

    private record Claim<K>(K what, String owner, Node at) {

        int index() {
            return at.getStartMark().map(Mark::getIndex).orElse(0);
        }

        int line() {
            return at.getStartMark().map(Mark::getLine).orElse(0) + 1;
        }
    }

    /** Words the conflict. */
    @FunctionalInterface
    interface Text<K> {

        /** {@code first} is the owner who stands first in the file, with its line. */
        String of(K what, String first);
    }

    void add(K what, String owner, Node at) {
        claims.add(new Claim<>(what, owner, at));
    }

    /** Reports everyone who wants what another has that stands before it in the file. */
    void report(Report report, Text<K> text) {
        claims.sort(Comparator.comparingInt(Claim::index));
        Map<K, Claim<K>> first = new HashMap<>();
        for (Claim<K> claim : claims) {
            Claim<K> earlier = first.putIfAbsent(claim.what(), claim);
            if (earlier != null) {
                String owner = earlier.owner() + " on line " + earlier.line();
                report.at(claim.at(), text.of(claim.what(), owner));
            }
        }
    }
}

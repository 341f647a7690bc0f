package meetpost.agent.settings.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Who wants what, where only one may have it: pins, addresses, topics. */
final class Claims<K> {

    private final List<Claim<K>> claims = new ArrayList<>();
    private final Map<K, String> held = new HashMap<>();

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

        /** {@code first} is the owner who has it, with its line. */
        String of(K what, String first);
    }

    void add(K what, String owner, Node at) {
        claims.add(new Claim<>(what, owner, at));
    }

    /** Says that {@code owner} has it, whatever the file says. */
    void hold(K what, String owner) {
        held.put(what, owner);
    }

    /** Who wants it first, or has it; empty: nobody. */
    Optional<String> owner(K what) {
        return Optional.ofNullable(held.get(what))
                .or(
                        () ->
                                claims.stream()
                                        .filter(each -> each.what().equals(what))
                                        .min(Comparator.comparingInt(Claim::index))
                                        .map(each -> each.owner() + " on line " + each.line()));
    }

    /** Reports once everyone who wants what another has that stands before it in the file. */
    void report(ProblemReport report, Text<K> text) {
        claims.sort(Comparator.comparingInt(Claim::index));
        Map<K, String> owners = new HashMap<>(held);
        Set<Node> reported = new HashSet<>();
        for (Claim<K> claim : claims) {
            String owner = claim.owner() + " on line " + claim.line();
            String earlier = owners.putIfAbsent(claim.what(), owner);
            if (earlier != null && reported.add(claim.at())) {
                report.at(claim.at(), text.of(claim.what(), earlier));
            }
        }
    }
}

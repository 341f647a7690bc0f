package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides for each of our claims who has it. All boards decide by the same facts: what each of them
 * gave up for which other, what each had before, and the lower hash; never by a time.
 */
record Judge(Board self, Holdings holdings) {

    Judge {
        requireNonNull(self, "self");
        requireNonNull(holdings, "holdings");
    }

    /**
     * By topic, in the order of the claims.
     *
     * @param early whether a board that has a topic of ours may not have connected yet
     * @param fresh whether one that is new too may not know of us yet
     */
    Map<String, Verdict> verdicts(
            List<Claim> claims, Iterable<Neighbour> neighbours, boolean early, boolean fresh) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Claim claim : claims) {
            verdicts.put(claim.topic(), verdict(claim, neighbours, early, fresh));
        }
        return verdicts;
    }

    private Verdict verdict(
            Claim ours, Iterable<Neighbour> neighbours, boolean early, boolean fresh) {
        String topic = ours.topic();
        boolean isNew = fresh && holdings.rank(topic) == Rank.NEW;
        Optional<String> given = holdings.yieldedTo(topic);
        boolean awaited =
                early && given.filter(hash -> !hasLeft(hash, ours, neighbours)).isPresent();
        List<Contender> others = new ArrayList<>();
        for (Neighbour each : neighbours) {
            if (each.hasMixed(topic)) {
                // It gives way to nobody.
                Board board = each.announced().orElseThrow().board();
                if (!holdings.heldBefore(topic)) {
                    return new Verdict.Theirs(board);
                }
                others.add(new Contender(board, Rank.NEW, Optional.empty(), Optional.empty()));
                continue;
            }
            Optional<Claim> theirs = colliding(each, ours);
            if (theirs.isPresent()) {
                Announcement said = each.announced().orElseThrow();
                if (each.counts()) {
                    others.add(Contender.of(said, theirs.get().topic()));
                } else {
                    awaited |=
                            each.isAwaited()
                                    && (isNew
                                            || given.filter(said.board().hash()::equals)
                                                    .isPresent());
                }
            }
        }
        var us = new Contender(self, holdings.rank(topic), given, holdings.inheritedFrom());
        Board holder = Contender.holder(us, others);
        if (!holder.equals(self)) {
            return new Verdict.Theirs(holder);
        }
        Set<Board> all = others.stream().map(Contender::board).collect(Collectors.toSet());
        Set<Board> silent = Contender.silent(us, others);
        // One that is new as we are goes on until it knows of us.
        if (awaited || (isNew && !silent.containsAll(all))) {
            return new Verdict.Waiting();
        }
        return all.isEmpty() ? new Verdict.Free() : new Verdict.Ours(all, silent);
    }

    private static Optional<Claim> colliding(Neighbour neighbour, Claim ours) {
        return neighbour.collides()
                ? neighbour.announced().stream()
                        .flatMap(said -> said.claims().stream())
                        .filter(ours::collides)
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Remembers what was decided.
     *
     * @param settled whether the topics that nobody else claims have been ours for a while
     */
    void remember(
            List<Claim> claims,
            Map<String, Verdict> verdicts,
            Iterable<Neighbour> neighbours,
            boolean settled) {
        for (Claim claim : claims) {
            String topic = claim.topic();
            Verdict verdict = requireNonNull(verdicts.get(topic), topic);
            Optional<String> given = holdings.yieldedTo(topic);
            if (verdict instanceof Verdict.Theirs theirs) {
                holdings.giveUp(topic, theirs.holder().hash());
            } else if (verdict instanceof Verdict.Ours ours) {
                if (given.isEmpty() || ours.others().stream().anyMatch(is(given.get()))) {
                    holdings.hold(topic);
                }
            } else if (verdict instanceof Verdict.Free && settled) {
                if (given.isEmpty() || hasLeft(given.get(), claim, neighbours)) {
                    holdings.hold(topic);
                }
            }
        }
    }

    private static Predicate<Board> is(String hash) {
        return each -> each.hash().equals(hash);
    }

    /** Whether a board is there and claims that no more. */
    private static boolean hasLeft(String hash, Claim ours, Iterable<Neighbour> neighbours) {
        for (Neighbour each : neighbours) {
            boolean same =
                    each.announced().filter(said -> said.board().hash().equals(hash)).isPresent();
            if (same && each.isOnline() && colliding(each, ours).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}

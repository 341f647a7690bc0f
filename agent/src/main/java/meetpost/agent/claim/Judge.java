package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides for each of our claims who has it. Both boards of a pair decide by the same facts: what
 * each of them gave up for the other, what each had before, and the lower hash; never by a time.
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
        boolean isNew = fresh && holdings.rank(ours.topic()) == Rank.NEW;
        Set<Board> others = new HashSet<>();
        Set<Board> silent = new HashSet<>();
        Optional<Board> holder = Optional.empty();
        Optional<String> given = holdings.yieldedTo(ours.topic());
        boolean awaited =
                early && given.filter(hash -> !hasLeft(hash, ours, neighbours)).isPresent();
        for (Neighbour each : neighbours) {
            Optional<Claim> theirs = colliding(each, ours);
            if (each.hasMixed(ours.topic())) {
                // It gives way to nobody.
                Board board = each.announced().orElseThrow().board();
                if (holdings.heldBefore(ours.topic())) {
                    others.add(board);
                } else {
                    holder = Optional.of(board);
                }
            }
            if (theirs.isEmpty()) {
                continue;
            }
            Announcement said = each.announced().orElseThrow();
            if (!each.counts()) {
                awaited |=
                        each.isAwaited()
                                && (isNew || given.filter(said.board().hash()::equals).isPresent());
            } else if (isTheirs(said, theirs.get(), ours)) {
                holder =
                        Optional.of(
                                holder.filter(known -> isBefore(known, said)).orElse(said.board()));
            } else {
                others.add(said.board());
                if (self.hash().equals(said.yields().get(theirs.get().topic()))) {
                    silent.add(said.board());
                }
            }
        }
        if (holder.isPresent()) {
            return new Verdict.Theirs(holder.get());
        }
        // One that is new as we are goes on until it knows of us.
        if (awaited || (isNew && !silent.containsAll(others))) {
            return new Verdict.Waiting();
        }
        return others.isEmpty() ? new Verdict.Free() : new Verdict.Ours(others, silent);
    }

    private static boolean isBefore(Board known, Announcement said) {
        return Board.ORDER.compare(known, said.board()) < 0;
    }

    private static Optional<Claim> colliding(Neighbour neighbour, Claim ours) {
        return neighbour.collides()
                ? neighbour.announced().stream()
                        .flatMap(said -> said.claims().stream())
                        .filter(ours::collides)
                        .findFirst()
                : Optional.empty();
    }

    private boolean isTheirs(Announcement said, Claim theirs, Claim ours) {
        boolean weYield =
                holdings.yieldedTo(ours.topic()).filter(said.board().hash()::equals).isPresent();
        boolean theyYield = self.hash().equals(said.yields().get(theirs.topic()));
        if (weYield != theyYield) {
            return weYield;
        }
        int rank = said.rank(theirs.topic()).compareTo(holdings.rank(ours.topic()));
        if (rank != 0) {
            return rank > 0;
        }
        // What a copied card says of its original it says of us too.
        boolean copied = holdings.inheritedFrom().filter(said.board().hash()::equals).isPresent();
        boolean original = said.inherited().filter(self.hash()::equals).isPresent();
        return copied == original ? Board.ORDER.compare(said.board(), self) < 0 : copied;
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

package meetpost.agent.claim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.topic.Topics;

/** How it stands with each of our topics, at one time. */
public final class Standing {

    private final List<Claim> claims;
    private final Map<String, Verdict> verdicts;
    private final List<Conflict> conflicts;
    private final boolean known;
    private final boolean blocks;

    private Standing(
            List<Claim> claims,
            Map<String, Verdict> verdicts,
            List<Conflict> conflicts,
            boolean known) {
        this.claims = List.copyOf(claims);
        this.verdicts = Map.copyOf(verdicts);
        this.conflicts = List.copyOf(conflicts);
        this.known = known;
        blocks = verdicts.values().stream().anyMatch(Verdict::isBlocked);
    }

    /** Of a board that has no neighbours. */
    public static Standing alone() {
        return new Standing(List.of(), Map.of(), List.of(), true);
    }

    /** Before the first hearing is over. */
    static Standing unknown(Self self, List<Claim> claims) {
        requireNonNull(self, "self");
        return new Standing(claims, Map.of(), List.of(), false);
    }

    static Standing of(Self self, List<Claim> claims, Map<String, Verdict> verdicts) {
        return new Standing(claims, verdicts, conflicts(self, verdicts), true);
    }

    private static List<Conflict> conflicts(Self self, Map<String, Verdict> verdicts) {
        Map<Board, List<String>> theirs = new LinkedHashMap<>();
        Map<Board, List<String>> ours = new LinkedHashMap<>();
        verdicts.forEach(
                (topic, verdict) -> {
                    if (verdict instanceof Verdict.Theirs lost) {
                        theirs.computeIfAbsent(lost.holder(), any -> new ArrayList<>()).add(topic);
                    } else if (verdict instanceof Verdict.Ours held) {
                        held.others().stream()
                                .sorted(Board.ORDER)
                                .forEach(
                                        each ->
                                                ours.computeIfAbsent(each, any -> new ArrayList<>())
                                                        .add(topic));
                    }
                });
        List<Conflict> all = new ArrayList<>();
        theirs.forEach((board, topics) -> all.add(conflict(self, board, false, topics)));
        ours.forEach((board, topics) -> all.add(conflict(self, board, true, topics)));
        return all;
    }

    private static Conflict conflict(Self self, Board other, boolean ours, List<String> topics) {
        return new Conflict(self.board(), other, ours, topics, self.prefix());
    }

    /** Whether it is known who else is there. */
    public boolean isKnown() {
        return known;
    }

    /**
     * Whether something may be published at a topic, which may be none of our claims'. Answers to
     * commands may until another board is known to have the output, which then answers.
     */
    public boolean isOpen(String topic) {
        return !blocks
                || claimOf(topic)
                        .map(Claim::topic)
                        .filter(this::isBlocked)
                        .filter(claimed -> !Topics.isResult(topic) || isTheirs(claimed))
                        .isEmpty();
    }

    /** Whether another board has the topic; not while that one may be about to come back. */
    public boolean isTheirs(String topic) {
        return blocks
                && claimOf(topic)
                        .map(claim -> verdicts.get(claim.topic()))
                        .filter(Verdict.Theirs.class::isInstance)
                        .isPresent();
    }

    /** Whether it is ours and no other board is known to claim it. */
    public boolean isFree(String topic) {
        return known
                && claimOf(topic)
                        .map(claim -> verdicts.get(claim.topic()))
                        .filter(Verdict.Free.class::isInstance)
                        .isPresent();
    }

    /** Whether a board that had a topic of ours may be about to come back. */
    public boolean isWaiting() {
        return blocks && verdicts.values().stream().anyMatch(Verdict.Waiting.class::isInstance);
    }

    /** Whether it is known which board has what is claimed there. */
    public boolean isDecided(String claimed) {
        return known && !(verdicts.get(claimed) instanceof Verdict.Waiting);
    }

    private boolean isBlocked(String claimed) {
        Verdict verdict = verdicts.get(claimed);
        return verdict != null && verdict.isBlocked();
    }

    /** Whether we have what is claimed there, as far as is known. */
    public boolean isOurs(String claimed) {
        return known && !isBlocked(claimed);
    }

    /** Why commands for what is claimed there are not obeyed, in words; empty where they are. */
    public Optional<String> refusal(String claimed) {
        if (!known) {
            return Optional.of("it is not known yet which board has it");
        }
        if (!isBlocked(claimed)) {
            return Optional.empty();
        }
        return conflict(claimed)
                .map(Conflict::text)
                .or(() -> Optional.of("another board had it, and may be about to come back"));
    }

    /** What is to be said of a claim; empty: nothing. */
    public Optional<Conflict> conflict(String claimed) {
        return conflicts.stream().filter(each -> each.topics().contains(claimed)).findFirst();
    }

    /** All of them, those that we lost first. */
    public List<Conflict> conflicts() {
        return conflicts;
    }

    /** The topics of our claims at which nothing may be published. */
    public List<String> blocked() {
        return claims.stream().map(Claim::topic).filter(this::isBlocked).toList();
    }

    private Optional<Claim> claimOf(String topic) {
        return claims.stream().filter(each -> each.covers(topic)).findFirst();
    }
}

package meetpost.broker.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose memory is whose, and who gives way to whom. */
class BudgetTest {

    private final Budget budget =
            new Budget(Map.of(Quota.DIRECT, 1_000L, Quota.RETAINED, 1_000L), true);
    private final Share stranger = budget.share(new Claimant(Rank.ANYBODY, "192.0.2.1"));
    private final Share another = budget.share(new Claimant(Rank.ANYBODY, "192.0.2.2"));
    private final Share user = budget.share(new Claimant(Rank.USER, "jan"));
    private final Share agent = budget.share(new Claimant(Rank.RESERVED, "agent"));

    @Test
    void nobodyTakesWhatIsKeptForHigherRanks() {
        assertEquals(480, most(stranger, Use.HALF_PACKETS));
        assertEquals(96, most(another, Use.HALF_PACKETS));
        assertEquals(219, most(user, Use.HALF_PACKETS));
        assertEquals(205, most(agent, Use.HALF_PACKETS));

        assertEquals(1_000, budget.used(Quota.DIRECT));
    }

    @Test
    void withoutUsersOnlyTheReservedPartIsKept() {
        var open = new Budget(Map.of(Quota.DIRECT, 1_000L), false);

        assertEquals(
                680, most(open.share(new Claimant(Rank.ANYBODY, "192.0.2.1")), Use.HALF_PACKETS));
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertTrue(stranger.take(Use.HALF_PACKETS, 480, this));
        assertFalse(stranger.take(Use.HALF_PACKETS, 1, this));

        stranger.give(Use.HALF_PACKETS, 480);

        assertEquals(List.of(), List.copyOf(budget.shares()));
        assertTrue(stranger.take(Use.HALF_PACKETS, 480, this));
        assertEquals(480, budget.usedFor(Use.HALF_PACKETS));
    }

    @Test
    void whoeverHoldsMostOfTheLowestRankGivesWayFirst() {
        List<Share> asked = new ArrayList<>();
        budget.add(
                (from, quota, claim) -> {
                    asked.add(from);
                    from.give(Use.RETAINED, 100);
                    return true;
                });
        stranger.force(Use.RETAINED, 300, 300);
        another.force(Use.RETAINED, 200, 200);
        user.force(Use.RETAINED, 500, 500);

        assertTrue(agent.take(Use.RETAINED, 150, this));

        assertEquals(List.of(stranger, stranger), asked);
        assertEquals(950, budget.used(Quota.RETAINED));
    }

    @Test
    void nobodyGivesWayToWhomeverWouldHoldMore() {
        budget.add(
                (from, quota, claim) -> {
                    if (from == claim.by()) {
                        return false;
                    }
                    from.give(Use.RETAINED, 100);
                    return true;
                });
        stranger.force(Use.RETAINED, 700, 700);
        another.force(Use.RETAINED, 300, 300);

        assertFalse(stranger.take(Use.RETAINED, 100, this));
        assertTrue(another.take(Use.RETAINED, 100, this));
        assertTrue(another.take(Use.RETAINED, 100, this));
        assertFalse(another.take(Use.RETAINED, 100, this));

        assertEquals(500, stranger.held(Use.RETAINED));
        assertEquals(500, another.held(Use.RETAINED));
        assertEquals(2, budget.refused(Use.RETAINED));
        assertEquals(2, budget.yielded(Use.RETAINED));
    }

    @Test
    void theAgentNeverGivesWay() {
        budget.add((from, quota, claim) -> false);
        agent.force(Use.RETAINED, 1_000, 1_000);

        assertFalse(user.take(Use.RETAINED, 1, this));
        assertEquals(1_000, agent.held(Use.RETAINED));
    }

    /** What two hold together is there once. */
    @Test
    void whatIsSharedCountsOnceInAllAndForEachOfThem() {
        stranger.force(Use.QUEUES, 400, 400);
        another.force(Use.QUEUES, 400, 20);

        assertEquals(420, budget.used(Quota.QUEUES));
        assertEquals(400, another.held(Quota.QUEUES));

        stranger.give(Use.QUEUES, 400, 20);
        another.give(Use.QUEUES, 400, 400);

        assertEquals(0, budget.used(Quota.QUEUES));
    }

    @Test
    void whatAConnectionHoldsBecomesItsUsers() {
        var holding = new Holding(stranger, this);
        assertTrue(holding.take(Use.CONNECTIONS, 100));
        assertTrue(holding.take(Use.HALF_PACKETS, 50));

        holding.belongTo(user);

        assertEquals(List.of(user), List.copyOf(budget.shares()));
        assertEquals(50, user.held(Quota.DIRECT));
        holding.end();
        assertEquals(List.of(), List.copyOf(budget.shares()));
        assertEquals(0, budget.used(Quota.HEAP));
    }

    private static int most(Share share, Use use) {
        int taken = 0;
        while (share.take(use, 1, share)) {
            taken++;
        }
        return taken;
    }
}

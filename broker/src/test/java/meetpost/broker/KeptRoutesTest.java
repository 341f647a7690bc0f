package meetpost.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Topics that stay, as those of retained values do, keep their routes within a bound. */
class KeptRoutesTest {

    private final SubscriptionTree tree = new SubscriptionTree();

    @Test
    void aTopicKeepsItsRouteForItsNextMessage() {
        var topic = new Topic("kas/temperatuur");
        Route route = topic.route(tree);

        assertSame(route, topic.route(tree));
    }

    @Test
    void theRoutesOfManyTopicsTakeNoMoreThanTheirBound() {
        List<Topic> topics = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            topics.add(new Topic("bewaard/" + i));
        }
        Route first = topics.get(0).route(tree);
        topics.forEach(each -> each.route(tree));
        Route last = topics.get(19_999).route(tree);

        assertTrue(tree.keptRoutes().bytes() <= 524_288, "bytes: " + tree.keptRoutes().bytes());
        assertTrue(tree.keptRoutes().bytes() > 400_000, "bytes: " + tree.keptRoutes().bytes());
        assertSame(last, topics.get(19_999).route(tree));
        assertNotSame(first, topics.get(0).route(tree));
    }

    @Test
    void aRouteThatIsWorkedOutAnewIsCountedOnce() {
        var topic = new Topic("kas/temperatuur");
        topic.route(tree);
        long before = tree.keptRoutes().bytes();
        tree.rulesChanged();
        topic.route(tree);

        assertTrue(before > 0);
        assertEquals(before, tree.keptRoutes().bytes());
    }

    @Test
    void aLongTopicThatNobodyFindsAgainKeepsNone() {
        var topic = new Topic("x".repeat(257));

        assertNotSame(topic.route(tree), topic.route(tree));
    }
}

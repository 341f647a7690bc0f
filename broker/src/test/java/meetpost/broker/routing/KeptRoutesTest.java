package meetpost.broker.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import meetpost.broker.message.Topic;
import org.junit.jupiter.api.Test;

/** Topics that stay, as those of retained values do, keep their routes within a bound. */
class KeptRoutesTest {

    private final SubscriptionTree tree = new SubscriptionTree();

    @Test
    void aTopicKeepsItsRouteForItsNextMessage() {
        var topic = new Topic("kas/temperatuur");
        Route route = tree.route(topic);

        assertSame(route, tree.route(topic));
    }

    @Test
    void theRoutesOfManyTopicsTakeNoMoreThanTheirBound() {
        List<Topic> topics = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            topics.add(new Topic("bewaard/" + i));
        }
        Route first = tree.route(topics.get(0));
        topics.forEach(tree::route);
        Route last = tree.route(topics.get(19_999));

        assertTrue(tree.keptRoutes().bytes() <= 524_288, "bytes: " + tree.keptRoutes().bytes());
        assertTrue(tree.keptRoutes().bytes() > 400_000, "bytes: " + tree.keptRoutes().bytes());
        assertSame(last, tree.route(topics.get(19_999)));
        assertNotSame(first, tree.route(topics.get(0)));
    }

    @Test
    void aRouteThatIsWorkedOutAnewIsCountedOnce() {
        var topic = new Topic("kas/temperatuur");
        tree.route(topic);
        long before = tree.keptRoutes().bytes();
        tree.rulesChanged();
        tree.route(topic);

        assertTrue(before > 0);
        assertEquals(before, tree.keptRoutes().bytes());
    }

    @Test
    void aLongTopicThatNobodyFindsAgainKeepsNone() {
        var topic = new Topic("x".repeat(257));

        assertNotSame(tree.route(topic), tree.route(topic));
    }
}

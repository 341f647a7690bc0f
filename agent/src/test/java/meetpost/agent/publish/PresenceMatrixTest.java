package meetpost.agent.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import meetpost.agent.link.Eventually;
import meetpost.agent.link.Mosquitto;
import meetpost.agent.link.Observer;
import meetpost.agent.link.Proxy;
import meetpost.agent.link.TestBroker;
import org.junit.jupiter.api.Test;

/**
 * Whether others see the agent rightly, in every order in which the agent and the broker go and
 * come back and a listener begins anew: thirty orders, through which the ways of going and the
 * kinds of broker rotate. After each step, who listens sees {@code online} if the agent is there,
 * and never if the broker can know that it is not.
 */
class PresenceMatrixTest {

    private static final int AT_ONCE = 4;

    @Test
    void isRightInEveryOrder() throws Exception {
        List<Row> table = table();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<String>> results = new ArrayList<>();
        table.forEach(row -> results.add(pool.submit(() -> outcome(row))));
        List<String> failures = new ArrayList<>();
        for (Future<String> each : results) {
            String failure = each.get(5, TimeUnit.MINUTES);
            if (!failure.isEmpty()) {
                failures.add(failure);
            }
        }
        pool.shutdown();

        assertEquals(30, table.size());
        assertEquals("", String.join("\n", failures));
    }

    /** All orders of the five steps in which each goes before it comes back. */
    private static List<Row> table() {
        List<List<Step>> orders = new ArrayList<>();
        extend(new ArrayList<>(), orders);
        List<Row> table = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            table.add(
                    new Row(
                            orders.get(i),
                            Going.values()[i % 3],
                            i / 3 % 2 == 0,
                            Kind.values()[(i + i / 6) % 3]));
        }
        return table;
    }

    private static void extend(List<Step> begun, List<List<Step>> orders) {
        if (begun.size() == Step.values().length) {
            orders.add(List.copyOf(begun));
            return;
        }
        for (Step step : Step.values()) {
            boolean early =
                    (step == Step.AGENT_COMES && !begun.contains(Step.AGENT_GOES))
                            || (step == Step.BROKER_COMES && !begun.contains(Step.BROKER_GOES));
            if (!begun.contains(step) && !early) {
                begun.add(step);
                extend(begun, orders);
                begun.remove(step);
            }
        }
    }

    private static String outcome(Row row) {
        try (var world = new World(row)) {
            for (Step step : row.steps) {
                world.take(step);
                world.check(step);
            }
            return "";
        } catch (Exception | AssertionError e) {
            return row + ": " + e.getMessage();
        }
    }

    /** What happens, each once. */
    private enum Step {
        AGENT_GOES,
        AGENT_COMES,
        BROKER_GOES,
        BROKER_COMES,
        LISTENER_BEGINS_ANEW
    }

    /** How the agent goes. */
    private enum Going {
        STOPPED,
        KILLED,
        CUT
    }

    private enum Kind {
        MOSQUITTO,
        PERSISTENT_MOSQUITTO,
        OURS;

        TestBroker start() throws Exception {
            return switch (this) {
                case MOSQUITTO -> Mosquitto.start();
                case PERSISTENT_MOSQUITTO -> Mosquitto.persistent();
                case OURS -> new TestBroker.Ours();
            };
        }
    }

    private record Row(List<Step> steps, Going going, boolean brokerIsKilled, Kind kind) {}

    private static final class World implements AutoCloseable {

        private final Row row;
        private final TestBroker broker;
        private final Map<Step, Boolean> done = new EnumMap<>(Step.class);
        private Proxy proxy;
        private TestAgent agent;
        private Observer listener;
        private boolean agentIsThere = true;
        private boolean brokerIsThere = true;
        private boolean brokerCannotKnow;

        World(Row row) throws Exception {
            this.row = row;
            broker = row.kind.start();
            proxy = new Proxy(broker.port());
            agent = TestAgent.connected(proxy.port());
            listener = new Observer(broker.port(), TestAgent.STATUS);
            Eventually.within(20, "online at first", this::seenOnline);
        }

        void take(Step step) throws Exception {
            done.put(step, true);
            switch (step) {
                case AGENT_GOES -> go();
                case AGENT_COMES -> come();
                case BROKER_GOES -> {
                    if (row.brokerIsKilled && broker instanceof Mosquitto mosquitto) {
                        mosquitto.kill();
                    } else {
                        broker.stop();
                    }
                    brokerIsThere = false;
                }
                case BROKER_COMES -> {
                    broker.restart();
                    brokerIsThere = true;
                }
                case LISTENER_BEGINS_ANEW -> {
                    listener.close();
                    if (brokerIsThere) {
                        listener = new Observer(broker.port(), TestAgent.STATUS);
                    }
                }
            }
        }

        /** Both who listens all the time and who begins now. */
        void check(Step step) throws Exception {
            if (!brokerIsThere) {
                return;
            }
            String when = "after " + step + ": ";
            try (var fresh = new Observer(broker.port(), TestAgent.STATUS)) {
                if (agentIsThere) {
                    Eventually.within(
                            40,
                            when + "online",
                            () -> fresh.last(TestAgent.STATUS).equals("online"));
                    boolean listens = !done.containsKey(Step.LISTENER_BEGINS_ANEW);
                    if (listens) {
                        Eventually.within(40, when + "online for the old", this::seenOnline);
                    }
                } else if (!brokerCannotKnow) {
                    Eventually.within(
                            10,
                            when + "not online",
                            () -> !fresh.last(TestAgent.STATUS).equals("online"));
                }
            }
        }

        @Override
        public void close() {
            agent.close();
            listener.close();
            broker.close();
        }

        private void go() {
            switch (row.going) {
                case STOPPED -> agent.close();
                case KILLED -> {
                    proxy.refuse(true);
                    agent.close();
                }
                case CUT -> proxy.refuse(true);
            }
            agentIsThere = false;
            // It kept `online`, and nobody could tell it since.
            brokerCannotKnow = !brokerIsThere && row.kind == Kind.PERSISTENT_MOSQUITTO;
        }

        private void come() throws Exception {
            if (row.going == Going.CUT) {
                proxy.refuse(false);
            } else {
                proxy = new Proxy(broker.port());
                agent = TestAgent.at(proxy.port());
            }
            agentIsThere = true;
        }

        private boolean seenOnline() {
            return listener.last(TestAgent.STATUS).equals("online");
        }
    }
}

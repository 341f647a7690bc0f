package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.command.Parsed.Malformed;
import meetpost.agent.output.AnOutput;
import meetpost.agent.settings.ActuatorSettings;
import org.junit.jupiter.api.Test;

class CommandQueueTest {

    private static final ActuatorSettings POMP = AnOutput.named("pomp", 17).settings();
    private static final ActuatorSettings KLEP = AnOutput.named("klep", 22).settings();

    @Test
    void givesInOrder() throws Exception {
        CommandQueue queue = new CommandQueue(10);
        queue.add(incoming(POMP, "a"));
        queue.add(incoming(KLEP, "b"));
        queue.add(incoming(POMP, "c"));

        assertEquals(List.of("a", "b", "c"), rest(queue));
    }

    @Test
    void dropsTheOldestOfTheSameActuatorWhenItIsFull() throws Exception {
        CommandQueue queue = new CommandQueue(3);
        queue.add(incoming(KLEP, "a"));
        queue.add(incoming(POMP, "b"));
        queue.add(incoming(POMP, "c"));

        Optional<Incoming> overtaken = queue.add(incoming(POMP, "d"));

        assertEquals(Optional.of("b"), overtaken.map(CommandQueueTest::text));
        assertEquals(List.of("a", "c", "d"), rest(queue));
    }

    @Test
    void dropsTheOldestOfAllWhereTheActuatorHasNone() throws Exception {
        CommandQueue queue = new CommandQueue(2);
        queue.add(incoming(KLEP, "a"));
        queue.add(incoming(KLEP, "b"));

        Optional<Incoming> overtaken = queue.add(incoming(POMP, "c"));

        assertEquals(Optional.of("a"), overtaken.map(CommandQueueTest::text));
        assertEquals(List.of("b", "c"), rest(queue));
    }

    @Test
    void givesNothingAfterTheBound() throws Exception {
        assertTrue(new CommandQueue(2).take(Duration.ofMillis(1)).isEmpty());
    }

    private static Incoming incoming(ActuatorSettings actuator, String payload) {
        return Incoming.of(actuator, payload.getBytes(UTF_8), 1, false);
    }

    private static String text(Incoming incoming) {
        return ((Malformed) incoming.parsed()).message().substring(1, 2);
    }

    private static List<String> rest(CommandQueue queue) throws InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<Incoming> next = queue.take(Duration.ZERO);
        while (next.isPresent()) {
            all.add(text(next.get()));
            next = queue.take(Duration.ZERO);
        }
        return all;
    }
}

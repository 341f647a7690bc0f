package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.output.AnOutput;
import meetpost.agent.settings.ActuatorSettings;
import org.junit.jupiter.api.Test;

class CommandQueueTest {

    private static final ActuatorSettings POMP = AnOutput.named("pomp", 17).settings();
    private static final ActuatorSettings KLEP = AnOutput.named("klep", 22).settings();

    @Test
    void givesInOrder() throws Exception {
        CommandQueue queue = new CommandQueue(10);
        queue.add(incoming(POMP, "1"));
        queue.add(incoming(KLEP, "2"));
        queue.add(incoming(POMP, "3"));

        assertEquals(List.of("1", "2", "3"), rest(queue));
    }

    @Test
    void dropsTheOldestOfTheSameActuatorWhenItIsFull() throws Exception {
        CommandQueue queue = new CommandQueue(3);
        queue.add(incoming(KLEP, "1"));
        queue.add(incoming(POMP, "2"));
        queue.add(incoming(POMP, "3"));

        Optional<Incoming> overtaken = queue.add(incoming(POMP, "4"));

        assertEquals(Optional.of("2"), overtaken.map(CommandQueueTest::text));
        assertEquals(List.of("1", "3", "4"), rest(queue));
    }

    @Test
    void dropsTheOldestOfAllWhereTheActuatorHasNone() throws Exception {
        CommandQueue queue = new CommandQueue(2);
        queue.add(incoming(KLEP, "1"));
        queue.add(incoming(KLEP, "2"));

        Optional<Incoming> overtaken = queue.add(incoming(POMP, "3"));

        assertEquals(Optional.of("1"), overtaken.map(CommandQueueTest::text));
        assertEquals(List.of("2", "3"), rest(queue));
    }

    @Test
    void givesNothingAfterTheBound() throws Exception {
        assertTrue(new CommandQueue(2).take(Duration.ofMillis(1)).isEmpty());
    }

    private static Incoming incoming(ActuatorSettings actuator, String payload) {
        return Incoming.of(actuator, payload.getBytes(UTF_8), false);
    }

    private static String text(Incoming incoming) {
        return new String(incoming.payload().orElseThrow(), UTF_8);
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

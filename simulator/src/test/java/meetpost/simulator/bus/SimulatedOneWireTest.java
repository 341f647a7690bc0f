package meetpost.simulator.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.simulator.HandTicks;
import meetpost.simulator.chip.Ds18b20Chip;
import org.junit.jupiter.api.Test;

class SimulatedOneWireTest {

    private static final String ROM = "28-0316a2791cff";

    private final HandTicks ticks = new HandTicks();
    private final Ds18b20Chip chip = new Ds18b20Chip();
    private final SimulatedOneWire bus = new SimulatedOneWire(ticks).attach(ROM, chip);

    /** As a kernel printed it: {@code a2 01 4b 46 7f ff 0e 10 d8 : crc=d8 YES}. */
    @Test
    void writesWhatTheKernelWrites() throws InterruptedException {
        chip.temperature(26.125);

        assertEquals(
                """
                a2 01 4b 46 7f ff 0e 10 d8 : crc=d8 YES
                a2 01 4b 46 7f ff 0e 10 d8 t=26125
                """,
                bus.w1Slave(ROM).orElseThrow());
    }

    @Test
    void takesTheTimeOfAConversion() throws InterruptedException {
        bus.w1Slave(ROM);

        assertEquals(Duration.ofMillis(750).toNanos(), ticks.now());
    }

    @Test
    void readsThreeTimesBeforeItGivesUp() throws InterruptedException {
        chip.corruptNext(2);
        assertTrue(bus.w1Slave(ROM).orElseThrow().contains("YES"));

        chip.corruptNext(3);
        assertEquals(Optional.of(""), bus.w1Slave(ROM));
    }

    @Test
    void listsADeviceThatIsGoneForAWhile() throws InterruptedException {
        bus.pullOff(ROM);

        ticks.pass(99_999);
        assertEquals(List.of(ROM), bus.slaves());
        assertEquals(Optional.of(""), bus.w1Slave(ROM));

        ticks.pass(1);
        assertEquals(List.of(), bus.slaves());
        assertEquals(Optional.empty(), bus.w1Slave(ROM));
    }

    @Test
    void findsADeviceThatIsPutBack() throws InterruptedException {
        bus.pullOff(ROM);
        ticks.pass(200_000);

        bus.putBack(ROM);

        assertEquals(List.of(ROM), bus.slaves());
        assertTrue(bus.w1Slave(ROM).orElseThrow().contains("t=20000"));
    }

    @Test
    void tracesWhatArrives() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        bus.trace(lines::add);
        chip.temperature(26.125);

        bus.w1Slave(ROM);
        bus.pullOff(ROM);
        bus.w1Slave(ROM);

        assertEquals(List.of(ROM + " r A2 01 4B 46 7F FF 0E 10 D8", ROM + " nak"), lines);
    }
}

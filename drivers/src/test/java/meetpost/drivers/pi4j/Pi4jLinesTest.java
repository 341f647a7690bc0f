package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.Pull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pi4jLinesTest extends Pi4jBoardRig {

    @Test
    void takesAnOutputWithItsStartLevel() throws Exception {
        board.output(new OutputLine("pomp", 17, true));
        board.output(new OutputLine("klep", 22, false));

        assertEquals("pomp", platform.outputs.get(17).getName());
        assertEquals(List.of(DigitalState.HIGH), platform.outputs.get(17).driven);
        assertEquals(List.of(DigitalState.LOW), platform.outputs.get(22).driven);
    }

    @Test
    void readsAnOutputBack() throws Exception {
        var pin = board.output(new OutputLine("pomp", 17, false));
        pin.drive(true);
        assertTrue(pin.high());

        platform.outputs.get(17).level = DigitalState.LOW; // a short circuit

        assertFalse(pin.high());
    }

    @Test
    void hasNoLevelWhereThereIsNone() throws Exception {
        var pin = board.output(new OutputLine("pomp", 17, false));
        platform.outputs.get(17).level = DigitalState.UNKNOWN;

        assertEquals(BUS, assertThrows(BusException.class, pin::high).kind());
    }

    @Test
    void refusesALineTwice() throws Exception {
        board.output(new OutputLine("pomp", 17, false));

        var thrown =
                assertThrows(
                        BusException.class,
                        () -> board.input(new InputLine("deur", 17, Pull.NONE)));

        assertEquals(BUS, thrown.kind());
        assertTrue(thrown.getMessage().startsWith("GPIO 17 (deur)"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("in use by this program"), thrown.getMessage());
    }

    @Test
    void triesALineAgainThatWasBusy() throws Exception {
        platform.failure = Optional.of(new IOException("(Device or resource busy)"));
        var thrown =
                assertThrows(
                        BusException.class, () -> board.output(new OutputLine("pomp", 17, false)));
        assertTrue(thrown.getMessage().contains("in use by another program"), thrown.getMessage());
        platform.failure = Optional.empty();

        var pin = board.output(new OutputLine("pomp", 17, true));

        assertTrue(pin.high());
    }

    @Test
    void namesTheGroupThatMayTakeALine() {
        platform.failure = Optional.of(new IOException("(Permission denied)"));

        var thrown =
                assertThrows(
                        BusException.class, () -> board.output(new OutputLine("pomp", 17, false)));

        assertEquals(PERMISSION, thrown.kind());
        assertTrue(thrown.getMessage().contains("usermod -aG gpio"), thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"NONE, OFF", "UP, PULL_UP", "DOWN, PULL_DOWN"})
    void takesAnInputWithItsPullAndWithoutDebounce(Pull pull, PullResistance expected)
            throws Exception {
        board.input(new InputLine("deur", 27, pull));

        assertEquals(expected, platform.inputs.get(27).config().pull());
        assertEquals(0L, platform.inputs.get(27).config().debounce());
        assertEquals("deur", platform.inputs.get(27).getName());
    }

    @Test
    void wakesUpAtAnEdge() throws Exception {
        var pin = board.input(new InputLine("deur", 27, Pull.UP));

        platform.inputs.get(27).change(DigitalState.HIGH);

        assertTrue(pin.awaitEdge(Duration.ofSeconds(10)));
        assertTrue(pin.high());
        assertFalse(pin.awaitEdge(Duration.ZERO));
    }

    @Test
    void takesSeveralEdgesBeforeTheCallForOne() throws Exception {
        var pin = board.input(new InputLine("deur", 27, Pull.UP));
        platform.inputs.get(27).change(DigitalState.HIGH);
        platform.inputs.get(27).change(DigitalState.LOW);

        assertTrue(pin.awaitEdge(Duration.ZERO));
        assertFalse(pin.awaitEdge(Duration.ZERO));
        assertFalse(pin.high());
    }
}

package meetpost.simulator.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.i2c.I2C;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.Pull;
import meetpost.simulator.HandTicks;
import meetpost.simulator.chip.Bme280Chip;
import org.junit.jupiter.api.Test;

class SimulatedPlatformTest {

    private static final byte[] ID = {(byte) 0xD0};

    private final SimulatedPlatform platform = new SimulatedPlatform(new HandTicks());

    @Test
    void carriesAnyPi4jProgram() throws Exception {
        platform.i2c(1).attach(0x76, new Bme280Chip());
        Context pi4j = Pi4J.newContextBuilder().add(platform.providers()).build();
        try {
            I2C chip =
                    pi4j.create(I2C.newConfigBuilder(pi4j).id("air").bus(1).device(0x76).build());
            byte[] trimming = new byte[4];

            assertEquals(0x60, chip.readRegister(0xD0));
            assertEquals(2, chip.readRegister(new byte[] {(byte) 0x88}, trimming, 1, 2));
            assertEquals(0x70, trimming[1]);
            assertEquals(0x6B, trimming[2] & 0xFF);
            chip.writeRegister(0xF2, 0x05);
            chip.write((byte) 0xF2);
            assertEquals(0x05, chip.read());

            DigitalOutput led = pi4j.create(DigitalOutput.newConfigBuilder(pi4j).address(17));
            led.high();
            assertTrue(platform.pins().high(17));
        } finally {
            pi4j.shutdown();
        }
    }

    @Test
    void touchesNoNativeLibrary() throws Exception {
        carriesAnyPi4jProgram();

        List<String> loaded =
                Files.readAllLines(Path.of("/proc/self/maps")).stream()
                        .filter(line -> line.contains("pi4j") || line.contains("gpiod"))
                        .filter(line -> line.contains(".so"))
                        .toList();

        assertEquals(List.of(), loaded);
    }

    @Test
    void carriesTheVeryBoardOfARealPi() throws Exception {
        platform.i2c(1).attach(0x76, new Bme280Chip());
        try (Board board = platform.board()) {
            assertEquals(0x60, board.i2c(1).transfer(0x76, ID, 1)[0]);
        }
    }

    @Test
    void failsAsLinuxDoesSoThatTheBoardTellsWhatIsWrong() throws Exception {
        platform.i2c(1).attach(0x76, new Bme280Chip());
        try (Board board = platform.board()) {
            assertEquals(BusException.Kind.NO_ANSWER, refused(board, 0x77, ID).kind());
            assertEquals(BusException.Kind.NO_ANSWER, refused(board, 0x77, new byte[0]).kind());

            platform.i2c(1).failNext(0x76, 1);
            assertEquals(BusException.Kind.BUS, refused(board, 0x76, ID).kind());

            platform.i2c(1).stuck(true);
            assertEquals(BusException.Kind.BUS, refused(board, 0x76, ID).kind());
        }
    }

    @Test
    void hasNoBusThatNobodyAskedFor() {
        try (Board board = platform.board()) {
            var thrown = assertThrows(BusException.class, () -> board.i2c(3));

            assertTrue(thrown.getMessage().contains("I2C bus 3"), thrown.getMessage());
        }
    }

    @Test
    void drivesALineFromItsFirstMomentOnAndReadsItBack() throws IOException {
        List<String> seen = new ArrayList<>();
        platform.pins().listen((gpio, high) -> seen.add(gpio + " " + high));
        try (Board board = platform.board()) {
            var pin = board.output(new OutputLine("pomp", 17, true));
            assertTrue(pin.high());
            pin.drive(false);
            assertFalse(pin.high());

            platform.pins().connect(17, true);
            assertTrue(pin.high());
        }
        assertEquals(List.of("17 true", "17 false", "17 true"), seen);
    }

    @Test
    void letsNobodyTakeALineTwice() throws IOException {
        try (Board board = platform.board()) {
            board.output(new OutputLine("pomp", 17, false));

            var thrown =
                    assertThrows(
                            BusException.class,
                            () -> board.input(new InputLine("deur", 17, Pull.UP)));

            assertTrue(thrown.getMessage().contains("GPIO 17"), thrown.getMessage());
        }
    }

    @Test
    void keepsAnOutputsLevelWhenItIsReleasedAndGivesTheLineToTheNextOne() throws IOException {
        try (Board board = platform.board()) {
            board.output(new OutputLine("pomp", 17, true));
        }
        assertTrue(platform.pins().high(17));

        try (Board board = platform.board()) {
            assertFalse(board.output(new OutputLine("pomp", 17, false)).high());
        }
    }

    @Test
    void showsEachEdgeOfAnInput() throws Exception {
        try (Board board = platform.board()) {
            var pin = board.input(new InputLine("deur", 27, Pull.UP));
            assertTrue(pin.high());

            platform.pins().connect(27, false);
            assertTrue(pin.awaitEdge(Duration.ofSeconds(5)));
            assertFalse(pin.high());

            platform.pins().disconnect(27);
            assertTrue(pin.awaitEdge(Duration.ofSeconds(5)));
            assertTrue(pin.high());
        }
    }

    @Test
    void tellsListenersOfAPi4jInput() {
        Context pi4j = Pi4J.newContextBuilder().add(platform.providers()).build();
        try {
            DigitalInput button = pi4j.create(DigitalInput.newConfigBuilder(pi4j).address(5));
            List<DigitalState> seen = new ArrayList<>();
            button.addListener(event -> seen.add(event.state()));

            platform.pins().connect(5, true);
            platform.pins().connect(6, true);
            platform.pins().connect(5, false);

            assertEquals(List.of(DigitalState.HIGH, DigitalState.LOW), seen);
        } finally {
            pi4j.shutdown();
        }
    }

    private static BusException refused(Board board, int address, byte[] out) {
        return assertThrows(BusException.class, () -> board.i2c(1).transfer(address, out, 1));
    }
}

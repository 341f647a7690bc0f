package meetpost.drivers.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.OutputPin;
import org.junit.jupiter.api.Test;

class DigitalOutputTest {

    private final Line line = new Line();

    @Test
    void drivesAnActiveHighLineHighForOn() throws Exception {
        var output = new DigitalOutput(line, true);

        output.apply(true);
        output.apply(false);

        assertEquals(List.of(true, false), line.driven);
    }

    @Test
    void drivesAnActiveLowLineLowForOn() throws Exception {
        var output = new DigitalOutput(line, false);

        output.apply(true);
        output.apply(false);

        assertEquals(List.of(false, true), line.driven);
    }

    @Test
    void drivesNothingUntilItIsTold() {
        new DigitalOutput(line, false);

        assertEquals(List.of(), line.driven);
    }

    @Test
    void tellsTheLevelOfTheLineAndNotWhatItWasTold() throws Exception {
        var activeHigh = new DigitalOutput(line, true);
        var activeLow = new DigitalOutput(line, false);
        activeHigh.apply(true);
        line.level = false; // a short circuit

        assertFalse(activeHigh.on());
        assertTrue(activeLow.on());
    }

    private static final class Line implements OutputPin {

        final List<Boolean> driven = new ArrayList<>();
        boolean level;

        @Override
        public void drive(boolean high) {
            driven.add(high);
            level = high;
        }

        @Override
        public boolean high() {
            return level;
        }
    }
}

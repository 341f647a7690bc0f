package meetpost.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.simulator.time.Progress;
import org.junit.jupiter.api.Test;

class StretchTest {

    private final List<String> said = new ArrayList<>();
    private final Stretch stretch = new Stretch(3600, said::add);

    @Test
    void saysOnceHowFastAMachineIsThatIsTooSlow() {
        stretch.look(progress(10_000, 5, 2));
        stretch.look(progress(15_000, 10, 5));
        stretch.end(progress(15_100, 11, 6));

        assertEquals(
                List.of(
                        "simulated time is stretched: this machine is not fast enough for --speed"
                                + " 3600, 2000 times as fast as life is what it reaches; nothing is"
                                + " left out"),
                said);
    }

    @Test
    void saysNothingOfWhatWasCaughtUpWith() {
        stretch.look(progress(17_000, 5, 0));
        stretch.end(progress(18_000, 6, 0));

        assertEquals(List.of(), said);
    }

    /** Java warms up. */
    @Test
    void saysNothingBeforeItHasWatchedForAWhile() {
        stretch.look(progress(1_000, 1, 1));

        assertEquals(List.of(), said);
    }

    private static Progress progress(int simulated, int real, int stretched) {
        return new Progress(
                Duration.ofSeconds(simulated),
                Duration.ofSeconds(real),
                Duration.ofSeconds(stretched));
    }
}

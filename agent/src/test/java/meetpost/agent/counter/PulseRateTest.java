package meetpost.agent.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PulseRateTest {

    private static final long SECOND = 1_000_000_000;

    private final PulseRate rate = new PulseRate();

    @Test
    void isZeroBeforeThereAreTwoPulses() {
        assertEquals(0, rate.perSecond(5 * SECOND));
        rate.pulse(10 * SECOND);

        assertEquals(0, rate.perSecond(11 * SECOND));
    }

    @Test
    void isOneInTheIntervalBetweenTwo() {
        pulses(10, 14);

        assertEquals(0.25, rate.perSecond(14 * SECOND));
    }

    @Test
    void isTheMeanOfAllThatCameSinceItWasAsked() {
        pulses(10, 11, 14, 20);

        assertEquals(0.3, rate.perSecond(20 * SECOND), 1e-12);
    }

    @Test
    void isNoMoreThanOneInTheTimeSinceTheLast() {
        pulses(10, 14);

        assertEquals(0.25, rate.perSecond(18 * SECOND));
        assertEquals(0.125, rate.perSecond(22 * SECOND));
    }

    @Test
    void isZeroAfterThreeTimesTheLastInterval() {
        pulses(10, 14);

        assertEquals(1 / 12.0, rate.perSecond(26 * SECOND), 1e-12);
        assertEquals(0, rate.perSecond(26 * SECOND + 1));
    }

    /** A tap that was closed for a night. */
    @Test
    void beginsAnewAfterAPause() {
        pulses(10, 14);
        rate.perSecond(30_000 * SECOND);
        pulses(30_001);

        assertEquals(0, rate.perSecond(30_002 * SECOND));
        pulses(30_003);
        assertEquals(0.5, rate.perSecond(30_003 * SECOND));
    }

    private void pulses(int... seconds) {
        for (int each : seconds) {
            rate.pulse(each * SECOND);
        }
    }
}

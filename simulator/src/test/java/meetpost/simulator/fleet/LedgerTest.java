package meetpost.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger(2);

    @Test
    void tellsHowLongAReadingWasUnderWay() {
        int reading = ledger.publish(0, 1000);

        assertEquals(1, reading);
        assertEquals(500, ledger.arrive(0, 1, 1500));
    }

    @Test
    void callsLostWhatWasAcknowledgedAndNeverArrived() {
        for (int i = 0; i < 3; i++) {
            ledger.publish(0, 0);
            ledger.publish(1, 0);
        }
        ledger.acknowledge(0);
        ledger.acknowledge(0);
        ledger.acknowledge(1);
        ledger.arrive(0, 1, 1);
        ledger.arrive(1, 1, 1);

        assertEquals(6, ledger.published());
        assertEquals(3, ledger.acknowledged());
        assertEquals(2, ledger.arrived());
        assertEquals(1, ledger.lost());
    }

    /** What arrived before its acknowledgement does not make up for another sensor's loss. */
    @Test
    void countsEachSensorByItself() {
        ledger.publish(0, 0);
        ledger.publish(1, 0);
        ledger.acknowledge(0);
        ledger.arrive(1, 1, 1);

        assertEquals(1, ledger.lost());
    }

    @Test
    void countsWhatArrivesTwiceOnce() {
        ledger.publish(0, 0);
        ledger.arrive(0, 1, 5);

        assertEquals(-1, ledger.arrive(0, 1, 9));
        assertEquals(1, ledger.arrived());
        assertEquals(1, ledger.twice());
    }

    @Test
    void doesNotGuessHowLongAgoAnOldReadingWas() {
        for (int i = 0; i < 65; i++) {
            ledger.publish(0, i);
        }

        assertEquals(-1, ledger.arrive(0, 1, 100));
        assertEquals(99, ledger.arrive(0, 2, 100));
    }
}

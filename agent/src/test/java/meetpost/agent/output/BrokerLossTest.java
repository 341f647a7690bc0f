package meetpost.agent.output;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static meetpost.agent.output.Rig.assertOn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import org.junit.jupiter.api.Test;

class BrokerLossTest {

    @Test
    void actsExactlyThenAfterTheLastPacketAndTellsTheNewState() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).onBrokerLoss(ofSeconds(60), false));
        rig.on("pomp");
        rig.pass(ofSeconds(40));
        rig.hear();

        rig.passAlmost(ofSeconds(60));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
        assertEquals(List.of("pomp ON", "pomp OFF"), rig.told);
    }

    @Test
    void countsFromTheStartWhereNoBrokerWasEverHeard() {
        Rig rig =
                new Rig(
                        AnOutput.named("pomp", 17)
                                .atStart(AtStart.ON)
                                .onBrokerLoss(ofSeconds(60), false));
        rig.ticks.advance(ofMinutes(5));
        rig.outputs.start();

        rig.passAlmost(ofSeconds(60));
        assertTrue(rig.isOn("pomp"));
        rig.passTheRest();

        assertFalse(rig.isOn("pomp"));
    }

    @Test
    void canSwitchOn() {
        Rig rig = Rig.started(AnOutput.named("vent", 17).onBrokerLoss(ofSeconds(60), true));

        rig.passAlmost(ofSeconds(60));
        assertFalse(rig.isOn("vent"));
        rig.passTheRest();

        assertTrue(rig.isOn("vent"));
    }

    @Test
    void actsOnceInEachSilence() {
        Rig rig =
                Rig.started(
                        AnOutput.named("vent", 17)
                                .onBrokerLoss(ofSeconds(60), true)
                                .maxOn(ofSeconds(30)));
        rig.pass(ofSeconds(60));
        rig.pass(ofSeconds(30));
        assertFalse(rig.isOn("vent"));

        rig.pass(ofMinutes(60));
        assertEquals(List.of(false, true, false), rig.pin("vent").levels());
        rig.hear();
        rig.pass(ofSeconds(60));

        assertTrue(rig.isOn("vent"));
    }

    @Test
    void actsOnceAlsoWhereTheTimeOfTheLastPacketIsNotExact() {
        Rig rig =
                Rig.started(
                        AnOutput.named("vent", 17)
                                .onBrokerLoss(ofSeconds(60), true)
                                .maxOn(ofSeconds(30)));
        rig.jitter(1000);

        rig.pass(ofMinutes(60));

        assertEquals(List.of(false, true, false), rig.pin("vent").levels());
    }

    @Test
    void leavesAnOutputThatIsThereAlreadyAlone() {
        Rig rig = Rig.started(AnOutput.named("pomp", 17).onBrokerLoss(ofSeconds(60), false));

        rig.pass(ofMinutes(5));

        assertEquals(List.of(false), rig.pin("pomp").levels());
        assertEquals(List.of(), rig.told);
    }

    @Test
    void waitsForAnInterlockBeforeItSwitchesOn() {
        Rig rig =
                Rig.started(
                        AnOutput.named("op", 22).maxOn(ofSeconds(90)),
                        AnOutput.named("neer", 23)
                                .interlock("op")
                                .deadTime(ofMillis(500))
                                .onBrokerLoss(ofSeconds(60), true));
        rig.on("op");

        rig.pass(ofSeconds(90));
        assertFalse(rig.isOn("neer"));
        rig.passAlmost(ofMillis(500));
        assertFalse(rig.isOn("neer"));
        rig.pass(ofSeconds(2));

        assertTrue(rig.isOn("neer"));
    }

    @Test
    void leavesOutputsWithoutTheRuleAlone() {
        Rig rig = Rig.started(AnOutput.named("lamp", 4));
        assertOn(rig.on("lamp"));

        rig.pass(ofHours(10));

        assertTrue(rig.isOn("lamp"));
    }
}

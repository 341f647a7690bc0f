package meetpost.agent.doctor;

import static meetpost.agent.doctor.MadeUpMachine.assertSays;

import java.nio.file.Path;
import java.util.Optional;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay does while nobody runs. */
class LevelsCheckTest {

    @TempDir Path root;

    private MadeUpMachine pi;

    @BeforeEach
    void aPi() throws Exception {
        pi = MadeUpMachine.pi4(root);
    }

    @Test
    void aPumpThatIsOffAtALowLevelIsOffFromPowerOn() throws Exception {
        assertSays(
                """
                ok    levels      pomp on GPIO 17 is low from power-on
                ok    levels      a line keeps its level when the program ends (persist_gpio_outputs)
                """,
                levels("pomp: {gpio: 17}"));
    }

    @Test
    void aRelayBoardThatIsOffAtAHighLevelClicksAtEachStart() throws Exception {
        assertSays(
                """
                -     levels      pomp on GPIO 17 starts high; until then its resistor pulls it low, for the half minute of a start
                                  in /boot/firmware/config.txt, below [all]: gpio=17=op,dh
                ok    levels      a line keeps its level when the program ends (persist_gpio_outputs)
                """,
                levels("pomp: {gpio: 17, active: low}"));
    }

    @Test
    void theFirmwareHoldsItOff() throws Exception {
        pi.file("boot/firmware/config.txt", "gpio=16-18=op,dh\n");

        assertSays(
                """
                ok    levels      pomp on GPIO 17 is high from power-on
                ok    levels      a line keeps its level when the program ends (persist_gpio_outputs)
                """,
                levels("pomp: {gpio: 17, active: low}"));
    }

    @Test
    void theFirmwareSwitchesItOn() throws Exception {
        pi.file("boot/firmware/config.txt", "gpio=17=op,dl\n");

        assertSays(
                """
                fail  levels      pomp on GPIO 17 starts high, but the firmware drives it low from power-on
                                  in /boot/firmware/config.txt, instead of gpio=17=op,dl: gpio=17=op,dh
                                  sudo reboot
                ok    levels      a line keeps its level when the program ends (persist_gpio_outputs)
                """,
                levels("pomp: {gpio: 17, active: low}"));
    }

    @Test
    void theKernelLetsGoOfALineThatShouldStayHigh() throws Exception {
        pi.file("sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs", "N\n");

        assertSays(
                """
                -     levels      pomp on GPIO 17 starts high; until then its resistor pulls it low, for the half minute of a start
                                  in /boot/firmware/config.txt, below [all]: gpio=17=op,dh
                fail  levels      pomp: at-stop is high, but a line becomes an input when the program ends (persist_gpio_outputs is N)
                                  in /boot/firmware/config.txt, take out dtparam=strict_gpiod
                                  sudo reboot
                """,
                levels("pomp: {gpio: 17, active: low}"));
    }

    private Check levels(String actuator) throws Exception {
        var surroundings =
                new Surroundings("pi", Optional.empty(), Optional.empty(), root, Optional.empty());
        var settings =
                new SettingsReader(surroundings).read("my.yaml", "actuators: {" + actuator + "}");
        return new LevelsCheck(pi.files(), pi.boot(), settings.actuators());
    }
}

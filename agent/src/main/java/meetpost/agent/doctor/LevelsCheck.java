package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;

/** The levels of outputs before the program runs, and after it has gone. */
record LevelsCheck(Filesystem files, BootConfig boot, List<ActuatorSettings> actuators)
        implements Check {

    private static final String TOPIC = "levels";
    private static final List<String> PERSIST =
            List.of(
                    "sys/module/pinctrl_bcm2835/parameters/persist_gpio_outputs",
                    "sys/module/pinctrl_rp1/parameters/persist_gpio_outputs");

    /**
     * BCM2711 ARM Peripherals, section 5.3, column Pull: these lines are pulled up at reset, the
     * others down.
     */
    private static final int LAST_PULLED_UP = 8;

    LevelsCheck {
        requireNonNull(files, "files");
        requireNonNull(boot, "boot");
        actuators = List.copyOf(actuators);
    }

    @Override
    public List<Finding> findings() {
        if (actuators.isEmpty()) {
            return List.of(Finding.none(TOPIC, "the settings have no output"));
        }
        List<Finding> findings = new ArrayList<>();
        actuators.forEach(each -> findings.add(before(each)));
        findings.add(after());
        return findings;
    }

    private Finding before(ActuatorSettings actuator) {
        String name = actuator.name() + " on GPIO " + actuator.gpio();
        if (actuator.atStart() == AtStart.LAST) {
            return Finding.none(
                    TOPIC, name + " starts as it was: no line of config.txt fits always");
        }
        boolean high = (actuator.atStart() == AtStart.ON) == actuator.activeHigh();
        List<String> words = boot.pin(actuator.gpio());
        String wanted = "gpio=%s=op,%s".formatted(actuator.gpio(), high ? "dh" : "dl");
        if (words.contains(high ? "dl" : "dh")) {
            return Finding.fail(
                    TOPIC,
                    "%s starts %s, but the firmware drives it %s from power-on"
                            .formatted(name, level(high), level(!high)),
                    "in %s, instead of gpio=%s=%s: %s"
                            .formatted(
                                    boot.name(), actuator.gpio(), String.join(",", words), wanted),
                    "sudo reboot");
        }
        boolean untouched = words.isEmpty() && actuator.gpio() <= LAST_PULLED_UP;
        boolean pulledUp = words.contains("pu") || untouched;
        if (words.contains(high ? "dh" : "dl") || pulledUp == high) {
            return Finding.ok(TOPIC, name + " is " + level(high) + " from power-on");
        }
        return Finding.none(
                TOPIC,
                "%s starts %s; until then its resistor pulls it %s, for the half minute of a start"
                        .formatted(name, level(high), level(!high)),
                "in " + boot.name() + ", below [all]: " + wanted);
    }

    private Finding after() {
        Optional<String> persist =
                PERSIST.stream().flatMap(file -> files.line(file).stream()).findFirst();
        if (persist.isEmpty()) {
            return Finding.none(
                    TOPIC, "this kernel does not say what a line does when its program has ended");
        }
        if (persist.get().equals("Y")) {
            return Finding.ok(
                    TOPIC, "a line keeps its level when the program ends (persist_gpio_outputs)");
        }
        List<String> held =
                actuators.stream()
                        .filter(each -> each.onAtStop() == each.activeHigh())
                        .map(ActuatorSettings::name)
                        .toList();
        if (held.isEmpty()) {
            return Finding.ok(
                    TOPIC, "a line becomes an input when the program ends (strict_gpiod)");
        }
        return Finding.fail(
                TOPIC,
                String.join(", ", held)
                        + ": at-stop is high, but a line becomes an input when the program ends"
                        + " (persist_gpio_outputs is N)",
                "in " + boot.name() + ", take out dtparam=strict_gpiod",
                "sudo reboot");
    }

    private static String level(boolean high) {
        return high ? "high" : "low";
    }
}

package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the header's chip is there, and its lines free.
 *
 * @param lines GPIO to the output, input or counter that the settings have on it
 * @param holders empty: not asked, as an agent runs and holds its lines
 */
record HeaderCheck(Filesystem files, Map<Integer, String> lines, Optional<LineHolders> holders)
        implements Check {

    private static final String TOPIC = "gpio";
    private static final String CHIPS = "sys/class/gpio";

    HeaderCheck {
        requireNonNull(files, "files");
        lines = new TreeMap<>(lines);
        requireNonNull(holders, "holders");
    }

    /** Who holds a line. */
    @FunctionalInterface
    public interface LineHolders {

        /** The name that the holder gave, empty if the line is free. */
        Optional<String> of(int gpio) throws IOException;
    }

    @Override
    public List<Finding> findings() {
        if (lines.isEmpty()) {
            return List.of(Finding.none(TOPIC, "the settings have no output and no input"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(chip());
        if (!findings.get(0).failed()) {
            holders.ifPresent(
                    asked ->
                            lines.forEach(
                                    (gpio, name) -> findings.addAll(line(asked, gpio, name))));
        }
        return findings;
    }

    private Finding chip() {
        List<String> nodes =
                files.names("dev").stream().filter(name -> name.startsWith("gpiochip")).toList();
        if (nodes.isEmpty()) {
            return Finding.fail(
                    TOPIC,
                    "there is no /dev/gpiochip0: this kernel has no GPIO",
                    "uname -a    # for a bug report");
        }
        List<String> labels =
                files.names(CHIPS).stream()
                        .filter(name -> name.startsWith("gpiochip"))
                        .flatMap(name -> files.line(CHIPS + "/" + name + "/label").stream())
                        .toList();
        if (labels.isEmpty()) {
            return Finding.none(
                    TOPIC, "the kernel does not show the labels of " + String.join(", ", nodes));
        }
        return labels.stream()
                .filter(label -> label.startsWith("pinctrl-"))
                .findFirst()
                .map(label -> Finding.ok(TOPIC, "the header's chip is " + label))
                .orElseGet(
                        () ->
                                Finding.fail(
                                        TOPIC,
                                        "none of the chips is the header's: expected a label such as pinctrl-rp1 or pinctrl-bcm2711, found "
                                                + String.join(", ", labels),
                                        "gpiodetect    # for a bug report"));
    }

    private static List<Finding> line(LineHolders holders, int gpio, String name) {
        try {
            return holders.of(gpio).stream()
                    .map(
                            holder ->
                                    Finding.fail(
                                            TOPIC,
                                            "GPIO %s (%s) is held by another program or driver, as \"%s\""
                                                    .formatted(gpio, name, holder),
                                            "gpioinfo | grep -w \"line *%s\"    # who; stop it, or use another pin"
                                                    .formatted(gpio)))
                    .toList();
        } catch (IOException e) {
            return List.of(Finding.fail(TOPIC, String.valueOf(e.getMessage())));
        }
    }
}

package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What {@code /proc/cpuinfo} says. */
record Processor(Filesystem files) {

    private static final String FILE = "proc/cpuinfo";

    Processor {
        requireNonNull(files, "files");
    }

    /** Of the first line of that key. */
    Optional<String> value(String key) {
        return files.text(FILE).stream()
                .flatMap(String::lines)
                .filter(line -> line.matches(key + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** That of the Pi 1, Zero and Zero W, whatever "CPU architecture" says. */
    boolean isArmv6() {
        return value("model name").orElse("").startsWith("ARMv6")
                || value("CPU part").orElse("").equals("0xb76");
    }

    /** That of the Zero 2 W and the 3. */
    boolean isCortexA53() {
        return value("CPU part").orElse("").equals("0xd03");
    }
}

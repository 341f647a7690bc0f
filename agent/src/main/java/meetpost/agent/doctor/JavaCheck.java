package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.lang.Runtime.Version;
import java.util.List;

/** Whether the Java that runs us fits the processor. */
record JavaCheck(Filesystem files, Version java) implements Check {

    private static final Version FIRST_ON_A53 = Version.parse("21.0.8");

    JavaCheck {
        requireNonNull(files, "files");
        requireNonNull(java, "java");
    }

    @Override
    public List<Finding> findings() {
        String name =
                "Java "
                        + java.feature()
                        + (java.interim() + java.update() == 0
                                ? ""
                                : "." + java.interim() + "." + java.update());
        if (java.feature() < 17) {
            return List.of(
                    Finding.fail(
                            "java",
                            name + ", 17 or newer is needed",
                            "sudo apt install default-jre-headless"));
        }
        boolean early = java.feature() == 21 && java.compareToIgnoreOptional(FIRST_ON_A53) < 0;
        if (early && new Processor(files).isCortexA53()) {
            return List.of(
                    Finding.fail(
                            "java",
                            name + " is not fit for the Cortex-A53 of this board, 21.0.8 is",
                            "sudo apt update && sudo apt install --only-upgrade"
                                    + " openjdk-21-jre-headless"));
        }
        return List.of(Finding.ok("java", name));
    }
}

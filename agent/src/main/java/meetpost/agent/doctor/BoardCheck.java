package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Whether this is a board that we run on.
 *
 * @param known whether Pi4J knows a board, by revision code and model
 */
record BoardCheck(Filesystem files, BiPredicate<String, String> known) implements Check {

    BoardCheck {
        requireNonNull(files, "files");
        requireNonNull(known, "known");
    }

    @Override
    public List<Finding> findings() {
        var processor = new Processor(files);
        Optional<String> model =
                processor.value("Model").or(() -> files.line("proc/device-tree/model"));
        if (model.isEmpty() || !model.get().startsWith("Raspberry Pi")) {
            return List.of(
                    Finding.fail(
                            "board",
                            "this is no Raspberry Pi"
                                    + model.map(name -> " but a " + name).orElse(""),
                            "meetpost simulate    # runs without one"));
        }
        if (processor.isArmv6()) {
            return List.of(
                    Finding.fail(
                            "board",
                            model.get()
                                    + " has an ARMv6 processor, for which Debian has no fit Java:"
                                    + " a Zero 2 W, 3, 4 or 5 is needed"));
        }
        if (!known.test(processor.value("Revision").orElse(""), model.get())) {
            return List.of(
                    Finding.fail(
                            "board",
                            model.get()
                                    + " is not known to Pi4J, by its revision "
                                    + processor.value("Revision").orElse("(none in cpuinfo)")
                                    + ": GPIO and I2C will not work",
                            "cat /proc/cpuinfo    # for a bug report"));
        }
        return List.of(Finding.ok("board", model.get()));
    }
}

package meetpost.agent.doctor;

/** A line of config.txt under a filter such as [cm5], where people append theirs by mistake. */
final class MisplacedLine {

    private MisplacedLine() {}

    /** Moving it is safe whichever board this is. */
    static Finding finding(String topic, String missing, BootConfig boot, BootConfig.Line line) {
        return Finding.fail(
                topic,
                "%s: %s is in line %s of %s, but under %s, so perhaps not for this board"
                        .formatted(
                                missing, line.text(), line.number(), boot.name(), line.section()),
                "in %s, move it to the end, below a line [all]".formatted(boot.name()),
                "sudo reboot");
    }
}

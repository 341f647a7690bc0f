package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Whether the supply has held its voltage, by the kernel's raspberrypi-hwmon. */
record PowerCheck(Filesystem files) implements Check {

    private static final String HWMON = "sys/class/hwmon";

    PowerCheck {
        requireNonNull(files, "files");
    }

    @Override
    public List<Finding> findings() {
        Optional<String> alarm =
                files.names(HWMON).stream()
                        .filter(
                                name ->
                                        files.line(HWMON + "/" + name + "/name")
                                                .orElse("")
                                                .equals("rpi_volt"))
                        .flatMap(
                                name ->
                                        files
                                                .line(HWMON + "/" + name + "/in0_lcrit_alarm")
                                                .stream())
                        .findFirst();
        if (alarm.isEmpty()) {
            return List.of(Finding.none("power", "this kernel does not tell of the supply"));
        }
        return List.of(
                alarm.get().equals("1")
                        ? Finding.fail(
                                "power",
                                "the supply is too weak: under-voltage, of which cards and sensors suffer",
                                "vcgencmd get_throttled    # 0x0 with a better supply and cable")
                        : Finding.ok("power", "the supply holds its voltage"));
    }
}

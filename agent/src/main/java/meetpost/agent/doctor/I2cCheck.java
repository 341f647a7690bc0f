package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.doctor.BootConfig.Line;

/**
 * Whether the I2C buses are there, and the addresses free.
 *
 * @param places where sensors are, by the settings
 */
record I2cCheck(Filesystem files, BootConfig boot, List<Place> places) implements Check {

    private static final String TOPIC = "i2c";

    I2cCheck {
        requireNonNull(files, "files");
        requireNonNull(boot, "boot");
        places = List.copyOf(places);
    }

    /** Of one sensor. */
    record Place(String sensor, int bus, int address) {}

    @Override
    public List<Finding> findings() {
        if (places.isEmpty()) {
            return List.of(Finding.none(TOPIC, "no sensor of the settings is on I2C"));
        }
        List<Finding> findings = new ArrayList<>();
        places.stream().map(Place::bus).distinct().sorted().forEach(bus -> findings.add(bus(bus)));
        places.forEach(place -> holder(place).ifPresent(findings::add));
        return findings;
    }

    private Finding bus(int bus) {
        if (files.exists("dev/i2c-" + bus)) {
            return Finding.ok(TOPIC, "/dev/i2c-" + bus);
        }
        String missing = "there is no /dev/i2c-" + bus;
        if (files.exists("sys/bus/i2c/devices/i2c-" + bus)) {
            return Finding.fail(
                    TOPIC,
                    missing + ", though the kernel has the bus: its module i2c-dev is not loaded",
                    "sudo modprobe i2c-dev",
                    "echo i2c-dev | sudo tee /etc/modules-load.d/i2c-dev.conf");
        }
        if (bus != 1) {
            return Finding.fail(
                    TOPIC,
                    missing + "; bus 1 is the one on the pins 3 and 5",
                    "in "
                            + boot.name()
                            + ", for a bus on two other pins: dtoverlay=i2c-gpio,bus="
                            + bus,
                    "sudo reboot");
        }
        Optional<Line> line = boot.parameter("i2c_arm").or(() -> boot.parameter("i2c"));
        if (line.isEmpty()) {
            return Finding.fail(
                    TOPIC,
                    missing + ": dtparam=i2c_arm=on is not in " + boot.name(),
                    "sudo raspi-config nonint do_i2c 0",
                    "sudo reboot");
        }
        if (!line.get().isForAll()) {
            return MisplacedLine.finding(TOPIC, missing, boot, line.get());
        }
        return Finding.fail(
                TOPIC, missing + ", though dtparam=i2c_arm=on is in " + boot.name(), "sudo reboot");
    }

    private Optional<Finding> holder(Place place) {
        String device =
                String.format(
                        Locale.ROOT, "sys/bus/i2c/devices/%d-%04x", place.bus(), place.address());
        return files.target(device + "/driver").map(driver -> held(place, driver));
    }

    private Finding held(Place place, String driver) {
        String text =
                String.format(
                        Locale.ROOT,
                        "0x%02X of %s belongs to the kernel's driver %s",
                        place.address(),
                        place.sensor(),
                        driver);
        String word = driver.substring(driver.lastIndexOf('-') + 1);
        return boot.overlayWith(word)
                .map(
                        line ->
                                Finding.fail(
                                        TOPIC,
                                        text,
                                        "in %s, take out line %s: %s"
                                                .formatted(boot.name(), line.number(), line.text()),
                                        "sudo reboot"))
                .orElseGet(
                        () ->
                                Finding.fail(
                                        TOPIC,
                                        text,
                                        "in "
                                                + boot.name()
                                                + ", take out the dtoverlay= line of this part",
                                        "sudo reboot"));
    }
}

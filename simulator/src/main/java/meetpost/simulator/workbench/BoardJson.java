package meetpost.simulator.workbench;

import com.grack.nanojson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.bus.SimulatedPins;
import meetpost.simulator.mount.ChipFault;
import meetpost.simulator.mount.ChipModel;
import meetpost.simulator.mount.MountedChip;
import meetpost.simulator.mount.Place;

/** A simulated board as JSON, with the names that settings give to what is on it. */
record BoardJson(SimulatedPi pi, Settings settings, ByHand byHand, Ticks ticks) {

    private static final int LINES = 28;

    /** {@code {"seconds":…,"chips":{…},"pins":{…}}}. */
    JsonObject json() {
        long now = ticks.now();
        var chips = new JsonObject();
        pi.chips().forEach((sensor, chip) -> chips.put(sensor, chip(sensor, chip, now)));
        var board = new JsonObject();
        board.put("device", settings.device().name());
        board.put("seconds", now / 1e9);
        board.put("chips", chips);
        board.put("pins", pins());
        return board;
    }

    private JsonObject chip(String sensor, MountedChip chip, long now) {
        var measures = new JsonObject();
        Map<Quantity, ChipModel.Span> spans =
                pi.model(sensor).map(ChipModel::spans).orElse(Map.of());
        spans.forEach(
                (quantity, span) -> {
                    var one = new JsonObject();
                    one.put("value", chip.measured(quantity, now));
                    one.put("unit", quantity.unit());
                    one.put("low", span.low());
                    one.put("high", span.high());
                    one.put("by-hand", byHand.has(sensor, quantity));
                    measures.put(quantity.dutch(), one);
                });
        var faults = new TreeMap<String, Object>();
        for (ChipFault fault : chip.faults()) {
            faults.put(fault.text(), chip.present().contains(fault));
        }
        var all = new JsonObject();
        all.put("title", title(sensor));
        all.put("part", pi.model(sensor).map(ChipModel::part).orElse(""));
        pi.place(sensor).ifPresent(place -> where(place, all));
        all.put("measures", measures);
        all.put("faults", new JsonObject(faults));
        chip.family().ifPresent(family -> all.put("clone", family.text()));
        return all;
    }

    private String title(String sensor) {
        return settings.sensors().stream()
                .filter(each -> each.name().equals(sensor))
                .map(SensorSettings::title)
                .findFirst()
                .orElse(sensor);
    }

    private static void where(Place place, JsonObject chip) {
        if (place instanceof Place.I2c wired) {
            chip.put("bus", "I2C " + wired.bus());
            chip.put("address", String.format(Locale.ROOT, "0x%02x", wired.address()));
        } else if (place instanceof Place.OneWire wired) {
            chip.put("bus", "1-wire");
            chip.put("address", wired.rom());
        } else if (place instanceof Place.KernelLine line) {
            chip.put("bus", "the kernel");
            chip.put("address", "GPIO " + line.gpio());
        } else if (place instanceof Place.KernelDevice wired) {
            chip.put("bus", "the kernel");
            chip.put("address", wired.device() + " " + String.join(" ", wired.channels()));
        } else {
            chip.put("bus", "the board itself");
        }
    }

    /** Those that the program holds. */
    private JsonObject pins() {
        SimulatedPins pins = pi.platform().pins();
        var held = new JsonObject();
        for (int gpio = 0; gpio < LINES; gpio++) {
            if (pins.use(gpio) != SimulatedPins.Use.FREE) {
                var one = new JsonObject();
                one.put("use", pins.use(gpio) == SimulatedPins.Use.OUTPUT ? "output" : "input");
                one.put("level", pins.high(gpio) ? "high" : "low");
                one.put("changes", pins.changes(gpio));
                names(gpio, one);
                held.put(String.valueOf(gpio), one);
            }
        }
        return held;
    }

    private void names(int gpio, JsonObject pin) {
        for (ActuatorSettings each : settings.actuators()) {
            if (each.gpio() == gpio) {
                names(each.name(), each.title(), each.activeHigh(), pin);
            }
        }
        for (InputSettings each : settings.inputs()) {
            if (each.gpio() == gpio) {
                names(each.name(), each.title(), each.activeHigh(), pin);
            }
        }
    }

    private static void names(String name, String title, boolean activeHigh, JsonObject pin) {
        pin.put("name", name);
        pin.put("title", title);
        pin.put("active", activeHigh ? "high" : "low");
    }
}

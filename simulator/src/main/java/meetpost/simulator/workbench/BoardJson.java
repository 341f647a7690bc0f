package meetpost.simulator.workbench;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Map;
import java.util.TreeMap;
import meetpost.agent.time.Ticks;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.ChipFault;
import meetpost.simulator.ChipModel;
import meetpost.simulator.MountedChip;
import meetpost.simulator.SimulatedPi;
import meetpost.simulator.bus.SimulatedPins;

/** A simulated board as JSON. */
record BoardJson(SimulatedPi pi, Ticks ticks) {

    private static final int LINES = 28;

    /** {@code {"seconds":…,"chips":{…},"pins":{…}}}. */
    String write() {
        long now = ticks.now();
        var chips = new JsonObject();
        pi.chips().forEach((sensor, chip) -> chips.put(sensor, chip(sensor, chip, now)));
        var board = new JsonObject();
        board.put("seconds", now / 1e9);
        board.put("chips", chips);
        board.put("pins", pins());
        return JsonWriter.string(board);
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
                    measures.put(quantity.dutch(), one);
                });
        var faults = new TreeMap<String, Object>();
        for (ChipFault fault : chip.faults()) {
            faults.put(fault.text(), chip.present().contains(fault));
        }
        var all = new JsonObject();
        all.put("part", pi.model(sensor).map(ChipModel::part).orElse(""));
        all.put("measures", measures);
        all.put("faults", new JsonObject(faults));
        return all;
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
                held.put(String.valueOf(gpio), one);
            }
        }
        return held;
    }
}

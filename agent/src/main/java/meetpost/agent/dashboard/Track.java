package meetpost.agent.dashboard;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;

/** The last hour of one sensor, a point every ten seconds at most. For one thread at a time. */
final class Track {

    private static final long LENGTH = Duration.ofHours(1).toNanos();
    private static final long STEP = Duration.ofSeconds(10).toNanos();
    private static final int POINTS = (int) (LENGTH / STEP) + 1;

    private final List<Quantity> quantities;
    private final long[] ticks = new long[POINTS];
    private final double[][] values;
    private long taken;

    Track(List<Quantity> quantities) {
        this.quantities = List.copyOf(quantities);
        this.values = new double[quantities.size()][POINTS];
    }

    List<Quantity> quantities() {
        return quantities;
    }

    /** Keeps them if the last ones that it kept are long enough ago. */
    void add(List<Measurement> measurements, long tick) {
        if (taken > 0 && tick - ticks[place(taken - 1)] < STEP) {
            return;
        }
        ticks[place(taken)] = tick;
        for (double[] each : values) {
            each[place(taken)] = Double.NaN;
        }
        for (Measurement each : measurements) {
            values[quantities.indexOf(each.quantity())][place(taken)] = each.value();
        }
        taken++;
    }

    /**
     * {@code {"ago":[…],"values":{"temperatuur":[…]}}}, in seconds, oldest first; null where a
     * quantity was missing.
     */
    JsonObject json(long now, Function<Quantity, String> name) {
        var ago = new JsonArray();
        var lists = new JsonArray[values.length];
        for (int i = 0; i < values.length; i++) {
            lists[i] = new JsonArray();
        }
        for (long point = Math.max(0, taken - POINTS); point < taken; point++) {
            long age = now - ticks[place(point)];
            if (age > LENGTH) {
                continue;
            }
            ago.add(Math.round(age / 1e8) / 10.0);
            for (int i = 0; i < values.length; i++) {
                double value = values[i][place(point)];
                lists[i].add(Double.isNaN(value) ? null : (Object) value);
            }
        }
        var byName = new JsonObject();
        for (int i = 0; i < values.length; i++) {
            byName.put(name.apply(quantities.get(i)), lists[i]);
        }
        return JsonObject.builder().value("ago", ago).value("values", byName).done();
    }

    private static int place(long point) {
        return (int) (point % POINTS);
    }
}

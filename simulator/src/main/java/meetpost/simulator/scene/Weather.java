package meetpost.simulator.scene;

import java.time.Duration;
import meetpost.simulator.bus.Hash;

/** The outside over the day: a function of seed and instant alone. */
final class Weather {

    private static final double DAY = Duration.ofDays(1).toNanos();

    /** Weather changes within hours, or rather within the patience of a lesson. */
    private static final long DRIFT_TIME = Duration.ofMinutes(40).toNanos();

    /** In hPa: a calm day. */
    private static final double PRESSURE_DRIFT = 1.5;

    private final Scene.Outside outside;
    private final double startOfDay;
    private final long seed;

    Weather(Scene scene, long seed) {
        this.outside = scene.outside();
        this.startOfDay = (double) scene.start().toNanoOfDay() - outside.warmest().toNanoOfDay();
        this.seed = seed;
    }

    /** In °C. */
    double celsius(double instant) {
        double ofDay = (startOfDay + instant) / DAY;
        return outside.mean()
                + outside.swing() * Math.cos(2 * Math.PI * ofDay)
                + outside.drift() * drift(Hash.of(seed, "outside"), instant);
    }

    /** In hPa. */
    double pressure(double instant) {
        return outside.pressure() + PRESSURE_DRIFT * drift(Hash.of(seed, "pressure"), instant);
    }

    /** Between −1 and 1, without edges: chance at fixed instants, and a curve through it. */
    static double drift(long seed, double instant) {
        double position = instant / DRIFT_TIME;
        long left = (long) Math.floor(position);
        double within = position - left;
        double blend = (1 - Math.cos(Math.PI * within)) / 2;
        return chance(seed, left) * (1 - blend) + chance(seed, left + 1) * blend;
    }

    private static double chance(long seed, long at) {
        return 2 * Hash.unit(Hash.of(seed, at)) - 1;
    }
}

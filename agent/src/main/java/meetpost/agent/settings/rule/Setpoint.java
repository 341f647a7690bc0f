package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a thermostat aims at.
 *
 * @param otherwise at all other times
 * @param times the first that is now counts
 */
public record Setpoint(double otherwise, List<At> times) {

    public Setpoint {
        times = List.copyOf(times);
    }

    /** A value for a while of some days. */
    public record At(Window window, double value) {

        public At {
            requireNonNull(window, "window");
        }
    }
}

package meetpost.agent.settings.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import meetpost.drivers.sensor.Quantity;

/** What a rule looks at. */
public sealed interface Source {

    /** As the settings name it, for people. */
    String text();

    /**
     * A measured value, as it is after calibration, limits, rate and filter.
     *
     * @param text {@code kas.temperatuur}, or {@code kas} where that sensor has one quantity
     * @param every how often the sensor is asked
     */
    record Measured(String text, String sensor, Quantity quantity, Duration every)
            implements Source {

        public Measured {
            requireNonNull(text, "text");
            requireNonNull(sensor, "sensor");
            requireNonNull(quantity, "quantity");
            requireNonNull(every, "every");
        }
    }

    /**
     * Whether an input or an output is on.
     *
     * @param output of the board's, else an input
     */
    record Switch(String name, boolean output) implements Source {

        public Switch {
            requireNonNull(name, "name");
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** Whether it is off. */
    record Inverse(Switch of) implements Source {

        public Inverse {
            requireNonNull(of, "of");
        }

        @Override
        public String text() {
            return of.text() + " is off";
        }
    }

    /** Whether the sun is up, or down. */
    record Sun(boolean up) implements Source {

        @Override
        public String text() {
            return up ? "sun is up" : "sun is down";
        }
    }

    /** Whether a sensor, or a quantity of it, is faulty. */
    record Faulty(Measured of) implements Source {

        public Faulty {
            requireNonNull(of, "of");
        }

        @Override
        public String text() {
            return of.text() + " is faulty";
        }
    }
}

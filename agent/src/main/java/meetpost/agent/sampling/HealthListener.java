package meetpost.agent.sampling;

/** Is told how sensors are. Called on the sensors' threads; must not block. */
@FunctionalInterface
public interface HealthListener {

    /** After the first sample, and whenever the health of {@code sensor} is another one. */
    void changed(String sensor, Health health);
}

package meetpost.simulator.time;

import java.time.Duration;

/**
 * How fast a {@link SimulatedTime} was.
 *
 * @param simulated since it was started
 * @param real since it was started
 * @param stretched real time that went by while travellers were late, and that is not caught up
 *     with any more
 */
public record Progress(Duration simulated, Duration real, Duration stretched) {}

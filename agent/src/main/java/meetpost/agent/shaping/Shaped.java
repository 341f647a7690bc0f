package meetpost.agent.shaping;

import java.util.List;
import meetpost.agent.sampling.FaultKind;
import meetpost.drivers.sensor.Measurement;

/** What shaping made of a reading. */
sealed interface Shaped {

    /** To be published. */
    record Due(List<Measurement> measurements) implements Shaped {}

    /** Right, and not worth publishing: it has hardly moved since the last one that was. */
    record Silent() implements Shaped {}

    /** Not to be believed. The message names value and expectation. */
    record Refused(FaultKind kind, String message) implements Shaped {}
}

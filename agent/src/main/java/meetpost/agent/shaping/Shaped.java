package meetpost.agent.shaping;

import java.util.List;
import meetpost.agent.sampling.FaultKind;
import meetpost.agent.sampling.Sample.Failed;
import meetpost.drivers.sensor.Measurement;

/** What shaping made of a reading. */
sealed interface Shaped {

    /**
     * To be published.
     *
     * @param failed the quantities that are not to be believed, or were not measured
     */
    record Due(List<Measurement> measurements, List<Failed> failed) implements Shaped {}

    /** Right, and not worth publishing: it has hardly moved since the last one that was. */
    record Silent(List<Failed> failed) implements Shaped {}

    /** None of it is to be believed. The message names value and expectation. */
    record Refused(FaultKind kind, String message) implements Shaped {}
}

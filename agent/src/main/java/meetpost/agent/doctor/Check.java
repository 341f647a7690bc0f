package meetpost.agent.doctor;

import java.util.List;

/** Looks at one thing that may be wrong. Changes nothing. */
@FunctionalInterface
public interface Check {

    /** Blocks for some seconds at most, where a network is asked for half a minute. */
    List<Finding> findings();
}

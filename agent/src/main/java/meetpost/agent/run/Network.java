package meetpost.agent.run;

import meetpost.agent.log.BrokerLines;
import meetpost.agent.time.Ticks;
import meetpost.broker.settings.BrokerEvents;

/**
 * What of an agent reaches out of the machine, and is real also where the board is simulated.
 *
 * @param ticks of the link
 * @param events hears what happens to our own broker's clients
 * @param patience with threads that are silent
 */
record Network(Ticks ticks, BrokerEvents events, LivenessCheck.Patience patience) {

    static final Network REAL =
            new Network(Ticks.REAL, new BrokerLines("broker: "), LivenessCheck.Patience.USUAL);
}

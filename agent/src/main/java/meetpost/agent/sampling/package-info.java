/** Asks the sensors, each at its instants: a reading comes of it, or a fault. */
package meetpost.agent.sampling;

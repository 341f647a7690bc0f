/** Pulses on a line, from edges to a total that outlives the program. */
package meetpost.agent.counter;

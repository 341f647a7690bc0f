/** The simulated buses as a Pi4J platform, for other people's programs too. */
package meetpost.simulator.pi4j;

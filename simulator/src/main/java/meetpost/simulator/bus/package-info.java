/** Buses and lines as wires: chips answer on them, are pulled off, and fail. Knows no Pi4J. */
package meetpost.simulator.bus;

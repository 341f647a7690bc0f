/** {@code meetpost simulate}. */
package meetpost.simulator.cli;

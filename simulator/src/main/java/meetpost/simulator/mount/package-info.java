/** Chips that are wired somewhere, with what can go wrong with each. */
package meetpost.simulator.mount;

/** Chips by their registers, written from the datasheets without a look at the drivers. */
package meetpost.simulator.chip;

/** What a driver sees of a machine: buses, lines and waits, of whatever make. */
package meetpost.drivers.bus;

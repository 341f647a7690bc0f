/**
 * What is measured: one driver for each part, over {@link meetpost.drivers.bus} and nothing else.
 */
package meetpost.drivers.sensor;

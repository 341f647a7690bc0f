/**
 * The only code that knows Pi4J and a Raspberry Pi's kernel: a {@link meetpost.drivers.bus.Board}
 * over any Pi4J platform, and the providers that make it a real one.
 */
package meetpost.drivers.pi4j;

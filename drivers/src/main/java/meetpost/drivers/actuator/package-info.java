/** What is switched. */
package meetpost.drivers.actuator;

/** What is on or off by itself: contacts, buttons, motion detectors. */
package meetpost.drivers.input;

/** What can be done to a simulated board from outside, over HTTP. */
package meetpost.simulator.workbench;

/**
 * From what was measured to what is published: calibrated, checked, smoothed, thinned and rounded.
 */
package meetpost.agent.shaping;

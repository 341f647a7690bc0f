/** Sensors that are somebody else's: what others publish or print, as readings and faults. */
package meetpost.agent.foreign;

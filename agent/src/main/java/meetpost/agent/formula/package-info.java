/** Quantities that follow from what a sensor measures. */
package meetpost.agent.formula;

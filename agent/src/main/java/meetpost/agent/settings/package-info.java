/** Settings as values that are valid; {@code settings.yaml} makes them of a file. */
package meetpost.agent.settings;

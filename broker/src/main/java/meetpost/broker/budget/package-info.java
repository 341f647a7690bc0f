/**
 * How much of the JVM's memory clients may make the broker hold, and whose share of it is whose.
 */
package meetpost.broker.budget;

/**
 * What the broker counts, and the events that it says. {@code Counters} is written by whoever sees
 * something happen; who reads it makes a copy. Confined to the event loop.
 */
package meetpost.broker.metrics;

/**
 * Who gets a message: subscriptions by filter, routes by topic, shared subscriptions, and what a
 * new subscription gets of retained messages. Sees sessions as {@code Subscriber}s only. Confined
 * to the event loop.
 */
package meetpost.broker.routing;

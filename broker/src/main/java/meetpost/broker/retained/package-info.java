/**
 * The retained messages: by topic, in the order of their last values, and whose share of the memory
 * each takes. Tells a store what changes. Knows no subscriptions. Confined to the event loop.
 */
package meetpost.broker.retained;

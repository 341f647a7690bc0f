/**
 * What a broker is started with: where it listens, whom it lets in, what it keeps and how far each
 * bound goes; and who hears its events. Values without behaviour, safe for use by several threads.
 * Knows nothing of the rest of the broker: every other package may use it.
 */
package meetpost.broker.settings;

/**
 * Whom a listener lets in, as whom, what he may do, and whose share of the memory he takes:
 * certificates, passwords, rules, origins of pages. Passwords are hashed on a thread of their own,
 * {@code broker-passwords}; all else is confined to the event loop, but for files, which are read
 * by whoever starts or reloads the broker.
 */
package meetpost.broker.access;

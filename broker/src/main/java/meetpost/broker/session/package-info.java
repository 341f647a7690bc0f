/**
 * What the broker remembers of each client: what waits for it, what is in flight both ways, its
 * will, how long it has been away and who has to go first. Sees a connected client as a {@code
 * ClientLink} only. {@code DeferredWrites} spares the store what is acknowledged at once. Confined
 * to the event loop.
 */
package meetpost.broker.session;

/**
 * Clients as they come in: listeners, bytes in and out, WebSocket, and what one client and the
 * broker say to each other from CONNECT to the end. What that does is the sessions' and the
 * router's. Confined to the event loop.
 */
package meetpost.broker.connection;

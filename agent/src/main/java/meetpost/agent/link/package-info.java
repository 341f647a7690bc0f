/**
 * The link to a broker: TCP, TLS, WebSocket, MQTT sessions, subscriptions behind marks, liveness
 * and back-off. Knows no sensor and no output. The only code that knows the client library.
 */
package meetpost.agent.link;

/**
 * A small web server: HTTP/1.1 (RFC 9110, RFC 9112), bounded in all that a client can make it hold.
 */
package meetpost.agent.http;

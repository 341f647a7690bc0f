/** The frames of RFC 6455 as they come from clients, of which none is kept until it is whole. */
package meetpost.broker.websocket;

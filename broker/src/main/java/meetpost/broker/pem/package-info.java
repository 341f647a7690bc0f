/**
 * Certificates and keys from PEM files, in each form that openssl writes, and what is wrong with
 * them in words. For both ends of a connection: the broker's listeners and the agent's links.
 */
package meetpost.broker.pem;

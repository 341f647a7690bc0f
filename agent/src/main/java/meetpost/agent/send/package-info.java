/** Messages on their way to a broker, in order, until it has acknowledged them. */
package meetpost.agent.send;
